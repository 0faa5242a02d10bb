import * as tf from '@tensorflow/tfjs';

export interface Operation {
  /** The result; `save` keeps what the gradient needs. */
  forward(save: (tensors: tf.Tensor[]) => void): tf.Tensor;
  /** One gradient for each input, made of the result's gradient and of what was saved. */
  gradient(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[];
}

/**
 * An operation with its own gradient, as tf.customGrad, which frees the gradient that it got and what it saved once its own
 * are made: nobody else reads them, and TensorFlow.js keeps both until the step is over, which more than doubles the memory of a deep network.
 * All gradients are made, wanted or not.
 */
export function differentiable<T extends tf.Tensor>(inputs: tf.Tensor[], { forward, gradient }: Operation): T {
  const operation = tf.customGrad((...given) => {
    const save = given[inputs.length] as unknown as tf.GradSaveFunc;
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const gradients = tf.tidy(() => gradient(dy, saved));
      tf.dispose([dy, ...saved]);
      return gradients;
    };
    return { value: forward(save), gradFunc };
  });
  return operation(...inputs) as T;
}
