import * as tf from '@tensorflow/tfjs';
import { CollapsarError } from '../../prisma/errors.ts';
import { Random } from '../random.ts';
import { constant, type Draw } from './initial-values.ts';

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

/** A variable that is declared first and gets its memory later, so that a network can be counted without being built. */
export class Parameter<R extends tf.Rank = tf.Rank> {
  #variable: tf.Variable<R> | null = null;

  constructor(
    readonly name: string,
    readonly shape: tf.ShapeMap[R],
    readonly draw: Draw,
    readonly isTrained: boolean,
  ) {}

  get size(): number {
    return tf.util.sizeFromShape(this.shape);
  }

  get variable(): tf.Variable<R> {
    if (!this.#variable) throw new TypeError(`${this.name} is used before Parameters.allocate`);
    return this.#variable;
  }

  allocate(random: Random): void {
    const values = new Float32Array(this.size);
    for (let i = 0; i < values.length; i++) values[i] = this.draw(random);
    this.#variable = tf.tidy(() => tf.variable(tf.tensor<R>(values, this.shape), this.isTrained));
  }
}

/**
 * The variables of one network in the order of their declaration, under stable names (`blocks.0.weight`, ...): what is
 * trained (`trainable`) and what is only kept up to date (`statistics`, of batch normalisation).
 */
export class Parameters {
  readonly #trained: Parameter[] = [];
  readonly #statistics: Parameter[] = [];

  /** Declares a trained variable. */
  trained<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], draw: Draw): Parameter<R> {
    return declare(this.#trained, new Parameter<R>(name, shape, draw, true));
  }

  statistic<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], value: number): Parameter<R> {
    return declare(this.#statistics, new Parameter<R>(name, shape, constant(value), false));
  }

  /** Number of trained values, also before they are allocated. */
  get count(): number {
    return this.#trained.reduce((sum, { size }) => sum + size, 0);
  }

  get trainable(): readonly NamedVariable[] {
    return this.#trained;
  }

  /** Makes the variables; the seed decides their initial values, drawn in the order of declaration. */
  allocate(seed: number): void {
    const random = new Random(seed);
    for (const parameter of this.#all) parameter.allocate(random);
  }

  state(): State {
    return copyState(this.#all);
  }

  /** Throws STATE_MISMATCH, changing nothing, where a name is missing or a shape is another. */
  restore(state: ReadonlyMap<string, Values>): void {
    restoreState(this.#all, state);
  }

  dispose(): void {
    for (const { variable } of this.#all) variable.dispose();
  }

  get #all(): Parameter[] {
    return [...this.#trained, ...this.#statistics];
  }
}

/** Lists hold parameters of every rank. */
function declare<R extends tf.Rank>(list: Parameter[], parameter: Parameter<R>): Parameter<R> {
  list.push(parameter as unknown as Parameter);
  return parameter;
}

export function copyState(variables: readonly NamedVariable[]): State {
  return new Map(
    variables.map(({ name, variable }) => [name, { values: Float32Array.from(variable.dataSync()), shape: [...variable.shape] }]),
  );
}

/** Names and shapes are all checked before the first value is set; other names in the map are left to others. */
export function restoreState(variables: readonly NamedVariable[], state: ReadonlyMap<string, Values>): void {
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
