/**
 * What the gradient of a convolution with respect to its input is made of.
 *
 *   stride 1    dx = convolution of dy with the filter turned by 180 degrees, channels exchanged (rotateFilter)
 *   stride > 1  columns[P, Kh Kw Ci] = dy[P,Co] w^T (transposeFilter, then a 1x1 convolution), then columnsToImage
 *
 * Shapes     w [Kh,Kw,Ci,Co]; rotated [Kh,Kw,Co,Ci]; transposed [Co, Kh Kw Ci]; columns [N,Ho,Wo,Kh,Kw,Ci]
 */
export function rotateFilter(w: usize, rotated: usize, K: i32, Ci: i32, Co: i32): void {
  for (let k: i32 = 0; k < K; k++) {
    const from = w + (<usize>((K - 1 - k) * Ci * Co) << 2);
    const to = rotated + (<usize>(k * Ci * Co) << 2);
    for (let ci: i32 = 0; ci < Ci; ci++) {
      for (let co: i32 = 0; co < Co; co++) {
        store<f32>(to + (<usize>(co * Ci + ci) << 2), load<f32>(from + (<usize>(ci * Co + co) << 2)));
      }
    }
  }
}

/** w [R,Co] -> transposed [Co,R] with R = Kh Kw Ci. */
export function transposeFilter(w: usize, transposed: usize, R: i32, Co: i32): void {
  for (let r: i32 = 0; r < R; r++) {
    for (let co: i32 = 0; co < Co; co++) {
      store<f32>(transposed + (<usize>(co * R + r) << 2), load<f32>(w + (<usize>(r * Co + co) << 2)));
    }
  }
}

/** Adds one pixel's Ci floats. */
function addPixel(to: usize, from: usize, Ci: i32): void {
  let c: i32 = 0;
  for (; c + 4 <= Ci; c += 4) {
    const o = <usize>c << 2;
    v128.store(to + o, f32x4.add(v128.load(to + o), v128.load(from + o)));
  }
  for (; c < Ci; c++) {
    const o = <usize>c << 2;
    store<f32>(to + o, load<f32>(to + o) + load<f32>(from + o));
  }
}

/** dx[n,ih,iw,ci] = sum of all columns that were read from that pixel; dx [N,H,W,Ci] is overwritten. */
export function columnsToImage(
  columns: usize, dx: usize, N: i32, H: i32, W: i32, Ci: i32, Ho: i32, Wo: i32, Kh: i32, Kw: i32,
  stride: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, <usize>(N * H * W * Ci) << 2);
  const pixel = <usize>Ci << 2;
  let from = columns;
  for (let n: i32 = 0; n < N; n++) for (let oh: i32 = 0; oh < Ho; oh++) for (let ow: i32 = 0; ow < Wo; ow++) {
    for (let kh: i32 = 0; kh < Kh; kh++) {
      const ih = oh * stride + kh - padTop;
      for (let kw: i32 = 0; kw < Kw; kw++) {
        const iw = ow * stride + kw - padLeft;
        if (ih >= 0 && ih < H && iw >= 0 && iw < W) addPixel(dx + <usize>((n * H + ih) * W + iw) * pixel, from, Ci);
        from += pixel;
      }
    }
  }
}
