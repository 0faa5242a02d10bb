import { z } from 'zod';
import { ValueKind } from '../measuring/value-kind.ts';
import { MetricId } from '../metrics/catalogue.ts';
import type { BlockAnswer, KeptBlock } from './block-answer.ts';
import { blockQuestion } from './block-question.ts';

/** Of a report's text, in UTF-8. */
export const MOST_REPORT_BYTES = 100_000;
export const MOST_BLOCKS = 30;

/** Postgres holds neither NUL nor half a surrogate pair. */
const text = z.string().max(10_000).refine((value) => !/[\0\p{Surrogate}]/u.test(value), { error: 'text without NUL and half characters' });
const words = text.nullable();
const metric = z.enum(MetricId);
const number = z.number().nullable();
const numbers = z.array(number);
const whole = z.int();
const point = z.strictObject({ epoch: number, value: number, kind: text, reason: words });

const curve = z.strictObject({
  label: text, runIds: z.array(text), metric, positions: z.array(z.number()), values: numbers, low: numbers.nullable(), high: numbers.nullable(),
  gaps: z.array(z.strictObject({ index: whole, kind: text, reason: text })), terminalPhase: number, warnings: z.array(text),
}).refine(({ positions, values, low, high }) => [values, low ?? values, high ?? values].every(({ length }) => length === positions.length), { error: 'as many values as positions' });

const coordinates = z.array(z.number()).max(150);

/** Answers as other servers froze them: drawn like our own, so they must have the same parts. */
const blockAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chart'), curves: z.array(curve) }),
  z.strictObject({ kind: z.literal('table'), rows: z.array(z.strictObject({ runId: text, label: text, cells: z.array(z.strictObject({ metric, epoch: number, value: number, kind: z.enum(ValueKind), reason: words })) })) }),
  z.strictObject({
    kind: z.literal('geometry'), runId: text, label: text, epoch: whole, classCount: whole, classes: z.array(whole).max(50), dimensions: z.union([z.literal(2), z.literal(3)]), idealCosine: z.number(), conventions: whole,
    target: coordinates, means: coordinates.nullable(), classifiers: coordinates.nullable(), meansShown: number, classifiersShown: number, reason: words,
  }),
  z.strictObject({
    kind: z.literal('paper-cell'), architecture: text, dataset: text, state: text, reason: words, runId: words, label: words,
    columns: z.array(z.strictObject({ metric, split: text, atTerminalPhase: point, atLast: point })),
    accuracy: z.strictObject({ atZeroError: number, atLast: number, publishedAtZeroError: number, publishedAtLast: number }),
  }),
  z.strictObject({ kind: z.literal('thread'), threadId: text, runName: words, place: text, resolvedAt: words, comments: z.array(z.strictObject({ author: words, at: text, body: text })) }),
]) satisfies z.ZodType<BlockAnswer>;

const keptBlock = z
  .strictObject({
    key: z.string().max(40),
    question: blockQuestion,
    frozen: z.strictObject({ answer: blockAnswer, digests: z.record(text, text), formulas: z.record(text, whole), at: z.iso.datetime() }),
  })
  .refine(({ question, frozen }) => question.kind === frozen.answer.kind, { error: 'an answer to its question' }) satisfies z.ZodType<KeptBlock>;

/** The blocks of a version that another server saved, with their answers. */
export const keptBlocks = z.array(keptBlock).max(MOST_BLOCKS);
