import * as tf from '@tensorflow/tfjs';
import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf } from './wasm-heap.ts';

export interface MomentumSettings {
  learningRate: number;
  momentum: number;
  weightDecay: number;
}

/** New weight and velocity (new tensors, the caller's): v' = momentum v + g + weightDecay w; w' = w - learningRate v'. */
export function momentumStep(
  weight: tf.Tensor, gradient: tf.Tensor, velocity: tf.Tensor, settings: MomentumSettings,
): [weight: tf.Tensor, velocity: tf.Tensor] {
  if (tf.getKernel('MomentumStep', tf.getBackend())) {
    const inputs = { weight, gradient, velocity };
    return tf.engine().runKernel('MomentumStep', inputs, settings as unknown as tf.NamedAttrMap) as [tf.Tensor, tf.Tensor];
  }
  return tf.tidy(() => {
    const pull = tf.add(gradient, tf.mul(weight, settings.weightDecay));
    const next = tf.add(tf.mul(velocity, settings.momentum), pull);
    return [tf.sub(weight, tf.mul(next, settings.learningRate)), next];
  });
}

export const momentumStepKernel: KernelRegistration = {
  name: 'MomentumStep',
  run: (heap, { weight, gradient, velocity }, attributes) => {
    const { learningRate, momentum, weightDecay } = attributes as unknown as MomentumSettings;
    const [next, nextVelocity] = [heap.output(weight.shape), heap.output(weight.shape)];
    heap.run.momentumStep(
      heap.at(weight), heap.at(gradient), heap.at(velocity), heap.at(next), heap.at(nextVelocity),
      sizeOf(weight.shape), learningRate, momentum, weightDecay,
    );
    return [next, nextVelocity];
  },
};
