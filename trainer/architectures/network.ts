import * as tf from '@tensorflow/tfjs';
import { CollapsarError } from '../../prisma/errors.ts';
import { averagePool } from '../backends/operations.ts';
import type { Dense } from './dense.ts';
import type { Layer } from './layers.ts';
import type { NamedVariable, Parameters, State, Values } from './parameters.ts';

export type { NamedVariable, State, Values } from './parameters.ts';

/** Height, width and channels of an image. */
export type ImageShape = [height: number, width: number, channels: number];

/** How the map [n,h,w,c] after a block becomes a row a sample: mean over the pixels (c values), or all h w c values. */
export type MapForm = 'average' | 'flat';

/** Flattened maps are recorded up to this length: their covariance has its square. */
export const LARGEST_FLAT_MAP = 4096;

/** A classifier: images -> features (p, the last layer's input) -> logits (C). */
export interface Network {
  readonly features: number;
  readonly classes: number;
  readonly inputShape: ImageShape;
  /** Trained values; running statistics are not counted. */
  readonly parameterCount: number;
  /** What is trained, in a fixed order, under stable names. */
  readonly variables: readonly NamedVariable[];
  /** Names of the blocks whose output can be asked for, from the first to the last, such as `stage1.block0`. */
  readonly blocks: readonly string[];
  /** What a reader of the results must know of this network, one sentence each. */
  readonly warnings: readonly string[];
  /** images [n,h,w,c] -> features [n,p], logits [n,C]; the caller's tensors. Training mode moves the running statistics. */
  forward(images: tf.Tensor4D, training: boolean): { features: tf.Tensor2D; logits: tf.Tensor2D };
  /**
   * A forward pass in evaluation mode that gives, besides, what stands after the named blocks, in the order of the names:
   * [n,c] or [n,h w c] by `form`. All are the caller's tensors.
   * Throws BLOCK_UNKNOWN, and MAP_TOO_LARGE where a flattened map has more than 4,096 values a sample.
   */
  inspect(images: tf.Tensor4D, blocks: readonly string[], form?: MapForm): { features: tf.Tensor2D; logits: tf.Tensor2D; maps: tf.Tensor2D[] };
  /** Copies of all weights and running statistics. */
  state(): State;
  /** Throws STATE_MISMATCH, changing nothing, where a name is missing or a shape is another. */
  restore(state: ReadonlyMap<string, Values>): void;
  /** Copies of the last layer: weight [C,p] row-major, bias [C]. */
  classifier(): { weight: Float32Array; bias: Float32Array };
  dispose(): void;
}

/** One step of a network's body; with a name its output can be asked for. */
export interface Step {
  block?: string;
  apply: Layer;
}

/** A network whose parameters are declared, not yet allocated. */
export interface Plan {
  parameters: Parameters;
  inputShape: ImageShape;
  body: Step[];
  classifier: Dense;
}

/** Makes a network of a plan whose parameters are allocated; the body's last map is flattened to the features. */
export function assemble({ parameters, inputShape, body, classifier }: Plan): Network {
  const [features, classes] = classifier.weight.shape;
  const blocks = body.flatMap(({ block }) => block ?? []);
  const run = (images: tf.Tensor4D, training: boolean, visit?: (block: string, map: tf.Tensor4D) => void) => {
    const last = body.reduce((x, { block, apply }) => {
      const map = apply(x, training);
      if (block) visit?.(block, map);
      return map;
    }, images);
    const flat = tf.reshape(last, [images.shape[0], features]) as tf.Tensor2D;
    return { features: flat, logits: classifier.apply(flat) };
  };
  return {
    features,
    classes,
    inputShape,
    parameterCount: parameters.count,
    variables: parameters.trainable,
    blocks,
    warnings: warningsOf(features, classes),
    forward: (images, training) => tf.tidy(() => run(images, training)),
    inspect: (images, wanted, form = 'average') => {
      for (const name of wanted) if (!blocks.includes(name)) throw unknownBlock(name, blocks);
      return tf.tidy(() => {
        const found = new Map<string, tf.Tensor2D>();
        const result = run(images, false, (block, map) => {
          if (wanted.includes(block)) found.set(block, rowsOf(map, form, block));
        });
        return { ...result, maps: wanted.map((name) => tf.clone(found.get(name)!)) };
      });
    },
    state: () => parameters.state(),
    restore: (state) => parameters.restore(state),
    classifier: () => ({
      weight: transpose(classifier.weight.variable.dataSync<'float32'>(), features, classes),
      bias: Float32Array.from(classifier.bias.variable.dataSync()),
    }),
    dispose: () => parameters.dispose(),
  };
}

function warningsOf(features: number, classes: number): string[] {
  if (features >= classes - 1) return [];
  return [`No simplex ETF exists for p < C - 1: ${features} features are fewer than the ${classes - 1} that ${classes} classes need.`];
}

function rowsOf(map: tf.Tensor4D, form: MapForm, block: string): tf.Tensor2D {
  const [n, height, width, channels] = map.shape;
  if (form === 'average') return tf.reshape(averagePool(map, [1, 1]), [n, channels]);
  const length = height * width * channels;
  if (length > LARGEST_FLAT_MAP) {
    throw new CollapsarError(
      'MAP_TOO_LARGE',
      `The map after ${block} has ${length} values (${height} x ${width} x ${channels}) and is recorded flattened up to ${LARGEST_FLAT_MAP} only; record its average.`,
    );
  }
  return tf.reshape(map, [n, length]);
}

function unknownBlock(name: string, blocks: string[]): CollapsarError {
  return new CollapsarError('BLOCK_UNKNOWN', `The network has no block "${name}"; it has ${blocks.join(', ')}.`);
}

/** [rows,columns] -> [columns,rows]. */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}
