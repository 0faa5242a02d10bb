import { setImmediate } from 'node:timers/promises';
import type { Network } from '../architectures/network.ts';
import type { LoadedSplit } from '../datasets/catalogue.ts';
import { forEachBatch } from '../evaluate.ts';
import { type Loss, lossSum } from '../loss.ts';

export const BATCH = 250;
/** Features of up to this size are kept for the second pass; larger splits run through the network again. */
export const KEPT_BYTES = 256 * 1024 * 1024;

/** Features of a layer on one split, which can be passed over again and again. */
export interface FeatureReading {
  /** Passes over the features [n,p] of all images in order, `from` the first one's place. */
  eachBatch(visit: (features: Float32Array, from: number, n: number) => void): Promise<void>;
}

/** One split as the network sees it after an epoch, in eval mode. */
export interface SplitReading extends FeatureReading {
  loss: number;
  /** share of images whose choice is not the label */
  error: number;
  /** [N] argmax of the scores, the lower class at a tie */
  choices: Uint32Array;
}

/** Runs all images of a split through the network: loss, error and choices, and the features for whoever measures them. */
export async function readSplit(network: Network, split: LoadedSplit, loss: Loss): Promise<SplitReading> {
  const { labels } = split;
  const N = labels.length;
  const p = network.features;
  const choices = new Uint32Array(N);
  const kept = 4 * N * p <= KEPT_BYTES ? new Float32Array(N * p) : null;
  const total = { loss: 0, wrong: 0 };
  await forEachBatch(network, split, BATCH, (features, logits, from, n) => {
    const sum = lossSum({ logits, labels: labels.subarray(from, from + n), classes: network.classes }, loss);
    total.loss += sum.loss;
    total.wrong += sum.wrong;
    choose(logits, network.classes, choices, from, n);
    kept?.set(features, from * p);
  });
  const eachBatch: FeatureReading['eachBatch'] = kept
    ? keptReading(kept, N).eachBatch
    : (visit) => forEachBatch(network, split, BATCH, (features, _, from, n) => visit(features, from, n));
  return { loss: total.loss / N, error: total.wrong / N, choices, eachBatch };
}

/** Passes over features [N,p] that were kept. */
export function keptReading(kept: Float32Array, N: number): FeatureReading {
  const p = kept.length / N;
  return {
    async eachBatch(visit) {
      for (let from = 0; from < N; from += BATCH) {
        const n = Math.min(BATCH, N - from);
        visit(kept.subarray(from * p, (from + n) * p), from, n);
        await setImmediate(); // a large split would else keep the heartbeat waiting until the lease is out
      }
    },
  };
}

/** argmax of each row of [n,C] into `choices` from `from` on. */
function choose(logits: Float32Array, C: number, choices: Uint32Array, from: number, n: number) {
  for (let i = 0; i < n; i++) {
    let best = 0;
    for (let c = 1; c < C; c++) if (logits[i * C + c]! > logits[i * C + best]!) best = c;
    choices[from + i] = best;
  }
}
