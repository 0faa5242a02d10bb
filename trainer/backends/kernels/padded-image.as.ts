/**
 * One image copied into a frame of zeros, so that the convolution kernels need no test at the borders.
 *
 *   frame [Hp,Wp,Ci]   Hp = (Ho - 1) stride + Kh,  Wp = (Wo - 1) stride + Kw:  exactly what the output reads
 *
 * Rows and columns of the image that no output reads (stride > 1) are left out. The frame's zeros are written once
 * (clearFrame); the images of a batch overwrite the same inner rectangle one after the other.
 */
export function clearFrame(frame: usize, rows: i32, rowBytes: usize): void {
  memory.fill(frame, 0, <usize>rows * rowBytes);
}

/** Copies image [H,W,Ci] to row `padTop`, column `padLeft` of the frame; `pixelBytes` = 4 Ci. */
export function copyIntoFrame(
  image: usize, frame: usize, H: i32, W: i32, Hp: i32, Wp: i32, padTop: i32, padLeft: i32, pixelBytes: usize,
): void {
  const rows = min(H, Hp - padTop);
  const bytes = <usize>min(W, Wp - padLeft) * pixelBytes;
  const imageRow = <usize>W * pixelBytes;
  const frameRow = <usize>Wp * pixelBytes;
  let from = image;
  let to = frame + <usize>padTop * frameRow + <usize>padLeft * pixelBytes;
  for (let h: i32 = 0; h < rows; h++) {
    memory.copy(to, from, bytes);
    from += imageRow;
    to += frameRow;
  }
}
