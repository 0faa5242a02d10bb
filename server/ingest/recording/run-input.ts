import { z } from 'zod';
import { MAX_CLASSES } from '../labels.ts';
import { finite, text, whole } from './read-input.ts';

const share = 'a number above 0, up to 1';

/** A run from outside: what it is called and where it belongs; what nobody tells stays untold. */
export const runInput = z.strictObject({
  /** slug of the study; made where there is none */
  study: z.string({ error: 'the slug of a study' }),
  studyName: text(200).optional(),
  name: z.string({ error: 'the name of the run' }).pipe(text(120)),
  /** free text: any network may come from outside */
  architecture: text(120).default('not told'),
  depth: whole(0, 100_000).default(0),
  dataset: text(120).default('not told'),
  classes: whole(2, MAX_CLASSES).optional(),
  classNames: z.array(text(200), { error: 'a list of names, one for each class' }).max(MAX_CLASSES).optional(),
  seed: whole(0, 2 ** 31 - 1).default(0),
  loss: z.enum(['CROSS_ENTROPY', 'MSE'], { error: 'CROSS_ENTROPY or MSE' }).default('CROSS_ENTROPY'),
  lossReduction: text(120).default('not told'),
  optimiser: z
    .strictObject(
      {
        kind: text(60).default('not told'),
        learningRate: finite('a number from 0 on', (value) => value >= 0).optional(),
        momentum: finite('a number from 0 to 1', (value) => value >= 0 && value <= 1).optional(),
        weightDecay: finite('a number from 0 on', (value) => value >= 0).optional(),
        batchSize: whole(1, 2 ** 31 - 1).optional(),
      },
      { error: 'an object with kind, learningRate, momentum, weightDecay, batchSize' },
    )
    .default({ kind: 'not told' }),
  /** epochs that are to come; grows with those that do */
  epochs: whole(0, 10_000_000).default(0),
  parameters: whole(1, 2 ** 31 - 1).optional(),
  terminalPhaseAccuracy: finite(share, (value) => value > 0 && value <= 1).default(1),
  /** a run of that name from outside is gone on with */
  resume: z.boolean({ error: 'true or false' }).default(false),
  idempotencyKey: z.string({ error: 'a text' }).optional(),
});

export type RunInput = z.output<typeof runInput>;
