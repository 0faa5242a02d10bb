import * as tf from '@tensorflow/tfjs';
import { copyState, type NamedVariable, restoreState, type State, type Values } from './architectures/parameters.ts';
import { type MomentumSettings, momentumStep } from './backends/operations.ts';

/** Names of the momentum buffers begin so, which keeps them apart from the weights in one checkpoint. */
const PREFIX = 'momentum.';

/**
 * Stochastic gradient descent with momentum and coupled L2 on every parameter, as PyTorch's SGD:
 *
 *   v <- momentum v + g + weightDecay w;   w <- w - learningRate v      (v starts at 0; no dampening, no Nesterov)
 */
export class Optimiser {
  readonly #variables: readonly NamedVariable[];
  readonly #velocities: NamedVariable[];
  readonly #settings: Omit<MomentumSettings, 'learningRate'>;

  constructor(variables: readonly NamedVariable[], settings: { momentum: number; weightDecay: number }) {
    this.#variables = variables;
    this.#settings = settings;
    this.#velocities = variables.map(({ name, variable }) => ({
      name: PREFIX + name,
      variable: tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)),
    }));
  }

  /** One step. A variable that the loss does not depend on has no gradient here: zero, but it still decays. */
  step(gradients: tf.NamedTensorMap, learningRate: number): void {
    this.#variables.forEach(({ variable }, i) => {
      const velocity = this.#velocities[i]!.variable;
      tf.tidy(() => {
        const gradient = gradients[variable.name] ?? tf.zerosLike(variable);
        const [weight, next] = momentumStep(variable, gradient, velocity, { ...this.#settings, learningRate });
        variable.assign(weight);
        velocity.assign(next);
      });
    });
  }

  /** Copies of the momentum buffers, named `momentum.<variable>`. */
  state(): State {
    return copyState(this.#velocities);
  }

  /** Throws STATE_MISMATCH, changing nothing, where a name is missing or a shape is another. */
  restore(state: ReadonlyMap<string, Values>): void {
    restoreState(this.#velocities, state);
  }

  dispose(): void {
    for (const { variable } of this.#velocities) variable.dispose();
  }
}
