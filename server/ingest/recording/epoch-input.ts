import { z } from 'zod';
import { ACCEPTED, type Role } from '../find-arrays.ts';
import { MAX_CLASSES } from '../labels.ts';
import { finite, text, whole } from './read-input.ts';

const ROLES = Object.keys(ACCEPTED) as Role[];
const share = finite('a share from 0 to 1', (value) => value >= 0 && value <= 1).optional();
const loss = finite('a finite number; leave it out where it is none').optional();
const positive = finite('a number from 0 on', (value) => value >= 0).optional();

/** What is told of an epoch beside its file. */
export const epochDetails = z.strictObject({
  split: z.enum(['TRAIN', 'TEST'], { error: 'TRAIN or TEST' }).default('TRAIN'),
  layer: z.string({ error: 'the name of a layer' }).regex(/^[\w.-]{1,60}$/, { error: 'the name of a layer, such as last: up to 60 letters, digits, dots, dashes' }).default('last'),
  /** role -> name in the file, where it is none of those looked for */
  arrays: z.partialRecord(z.enum(ROLES), text(200), { error: `an object of names, by ${ROLES.join(', ')}` }).default({}),
  trainLoss: loss,
  testLoss: loss,
  trainError: share,
  testError: share,
  runningLoss: loss,
  runningError: share,
  learningRate: positive,
  weightDecay: positive,
  imagesPerSecond: positive,
  durationMs: whole(0, 2 ** 31 - 1).optional(),
  classNames: z.array(text(200), { error: 'a list of names, one for each class' }).max(MAX_CLASSES).optional(),
  /** whether samples with features that are not finite are left out; otherwise the file is refused */
  allowNonFinite: z.boolean({ error: 'true or false' }).default(false),
  /** the file's name, for the run's log: text and nothing else */
  fileName: z.string({ error: 'a text' }).max(10_000, { error: 'a text of at most 10000 characters' }).optional(),
});

export const epochNumber = whole(1, 10_000_000);
export const digest = z.string({ error: 'a sha256' }).regex(/^[0-9a-f]{64}$/, { error: 'a sha256: 64 small hexadecimal digits' });

export const recordInput = epochDetails.extend({ upload: digest });

export type EpochDetails = z.output<typeof epochDetails>;
