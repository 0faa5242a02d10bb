import * as tf from '@tensorflow/tfjs';
import { CollapsarError } from '../../prisma/errors.ts';

/** A copy of a tensor outside TensorFlow: float32, row-major. */
export interface Values {
  values: Float32Array;
  shape: number[];
}
export type State = Map<string, Values>;

export interface NamedVariable {
  name: string;
  variable: tf.Variable;
}

/**
 * The variables of one network in the order of their making, under stable names (`blocks.0.weight`, ...): what is
 * trained (`trainable`) and what is only kept up to date (`statistics`, of batch normalisation).
 */
export class Parameters {
  readonly trainable: NamedVariable[] = [];
  readonly statistics: NamedVariable[] = [];

  /** A trained variable; `draw` gives its initial values one after the other, row-major. */
  trained<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], draw: () => number): tf.Variable<R> {
    return add(this.trainable, name, shape, draw, true);
  }

  statistic<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], value: number): tf.Variable<R> {
    return add(this.statistics, name, shape, () => value, false);
  }

  /** Number of trained values. */
  get count(): number {
    return this.trainable.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  state(): State {
    return copyState([...this.trainable, ...this.statistics]);
  }

  /** Throws STATE_MISMATCH, changing nothing, where a name is missing or a shape is another. */
  restore(state: ReadonlyMap<string, Values>): void {
    restoreState([...this.trainable, ...this.statistics], state);
  }

  dispose(): void {
    for (const { variable } of [...this.trainable, ...this.statistics]) variable.dispose();
  }
}

function add<R extends tf.Rank>(
  list: NamedVariable[], name: string, shape: tf.ShapeMap[R], draw: () => number, trainable: boolean,
): tf.Variable<R> {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, draw);
  const variable = tf.tidy(() => tf.variable(tf.tensor<R>(values, shape), trainable));
  list.push({ name, variable: variable as tf.Variable });
  return variable;
}

export function copyState(variables: NamedVariable[]): State {
  return new Map(
    variables.map(({ name, variable }) => [name, { values: Float32Array.from(variable.dataSync()), shape: [...variable.shape] }]),
  );
}

/** Names and shapes are all checked before the first value is set; other names in the map are left to others. */
export function restoreState(variables: NamedVariable[], state: ReadonlyMap<string, Values>): void {
  const found = variables.map(({ name, variable }) => ({ variable, values: matching(name, variable.shape, state) }));
  for (const { variable, values } of found) tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}

function matching(name: string, shape: number[], state: ReadonlyMap<string, Values>): Float32Array {
  const saved = state.get(name);
  const expected = `${name} [${shape.join(',')}]`;
  if (!saved) throw mismatch(`it has no ${expected}`);
  if (saved.shape.join() !== shape.join() || saved.values.length !== tf.util.sizeFromShape(shape)) {
    throw mismatch(`it has ${name} [${saved.shape.join(',')}] with ${saved.values.length} values instead of ${expected}`);
  }
  return Float32Array.from(saved.values);
}

function mismatch(what: string): CollapsarError {
  return new CollapsarError(
    'STATE_MISMATCH',
    `The saved state does not fit the network: ${what}; restore it into the architecture, depth and options it was saved from.`,
  );
}
