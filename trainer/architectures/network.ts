import * as tf from '@tensorflow/tfjs';
import type { Dense, Layer } from './layers.ts';
import type { NamedVariable, Parameters, State, Values } from './parameters.ts';

export type { NamedVariable, State, Values } from './parameters.ts';

/** Height, width and channels of an image. */
export type ImageShape = [height: number, width: number, channels: number];

/** A classifier: images -> features (p, the last layer's input) -> logits (C). */
export interface Network {
  readonly features: number;
  readonly classes: number;
  readonly inputShape: ImageShape;
  /** Trained values; running statistics are not counted. */
  readonly parameterCount: number;
  /** What is trained, in a fixed order, under stable names. */
  readonly variables: readonly NamedVariable[];
  /** images [n,h,w,c] -> features [n,p], logits [n,C]; the caller's tensors. Training mode moves the running statistics. */
  forward(images: tf.Tensor4D, training: boolean): { features: tf.Tensor2D; logits: tf.Tensor2D };
  /** Copies of all weights and running statistics. */
  state(): State;
  /** Throws STATE_MISMATCH, changing nothing, where a name is missing or a shape is another. */
  restore(state: ReadonlyMap<string, Values>): void;
  /** Copies of the last layer: weight [C,p] row-major, bias [C]. */
  classifier(): { weight: Float32Array; bias: Float32Array };
  dispose(): void;
}

export interface Parts {
  parameters: Parameters;
  inputShape: ImageShape;
  body: Layer[];
  classifier: Dense;
}

/** Joins layers to a network; the body's last map is flattened to the features. */
export function assemble({ parameters, inputShape, body, classifier }: Parts): Network {
  const [features, classes] = classifier.weight.shape;
  return {
    features,
    classes,
    inputShape,
    parameterCount: parameters.count,
    variables: parameters.trainable,
    forward: (images, training) =>
      tf.tidy(() => {
        const map = body.reduce((x, layer) => layer(x, training), images);
        const flat = tf.reshape(map, [images.shape[0], features]) as tf.Tensor2D;
        return { features: flat, logits: classifier.apply(flat) };
      }),
    state: () => parameters.state(),
    restore: (state) => parameters.restore(state),
    classifier: () => ({
      weight: transpose(classifier.weight.dataSync<'float32'>(), features, classes),
      bias: Float32Array.from(classifier.bias.dataSync()),
    }),
    dispose: () => parameters.dispose(),
  };
}

/** [rows,columns] -> [columns,rows]. */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}
