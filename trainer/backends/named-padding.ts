import * as tf from '@tensorflow/tfjs';

/** TensorFlow's own library takes paddings by name only, and its "same" pads behind first where PyTorch pads both sides alike. */
const NAMES_ONLY = 'tensorflow';

type Padding = 'valid' | 'same' | number;

export interface Window {
  size: number;
  stride: number;
  padding: Padding;
}

/**
 * A map and a padding that give what `padding` zeros (or `value`) on each side give, on every backend. A number stays one where the
 * backend takes numbers. Elsewhere it gets its name: "same" where that pads both sides alike (stride 1, odd size), else the map is
 * padded first, and the operation pads no more.
 */
export function namedPadding(x: tf.Tensor4D, { size, stride, padding }: Window, value = 0): { x: tf.Tensor4D; padding: Padding } {
  if (typeof padding !== 'number' || tf.getBackend() !== NAMES_ONLY) return { x, padding };
  if (padding === 0) return { x, padding: 'valid' };
  if (stride === 1 && 2 * padding + 1 === size) return { x, padding: 'same' };
  return { x: tf.pad(x, [[0, 0], [padding, padding], [padding, padding], [0, 0]], value), padding: 'valid' };
}
