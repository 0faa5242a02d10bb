import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PrismaClient } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import { recordedStudy } from '../../../prisma/recorded-study.ts';
import { BENEFITS, CLAIMS } from './claims.ts';
import { drawFigure } from './draw-figure.ts';
import { findings, gridOf } from './findings.ts';
import { printReport } from './print-report.ts';

/** The report and its figures, as text by file name. */
export async function reportFiles(record: PrismaClient, slug: string, name: string): Promise<Map<string, string>> {
  const found = await findings(record, await studyOf(record, slug));
  if (found.length === 0) throw new CollapsarError('PRECONDITION_FAILED', 'No run of the study has reached the terminal phase and its end; train it first.');
  const figures = path.basename(name, '.md');
  const drawn = [...CLAIMS, ...BENEFITS].map((claim) => [`${figures}/${claim.file}`, drawFigure(claim, gridOf(found))] as const);
  return new Map([[name, printReport(found, figures)], ...drawn]);
}

/** Writes the report to a file, its figures into a folder beside it. */
export async function writeReport(record: PrismaClient, slug: string, file: string): Promise<void> {
  const folder = path.dirname(file);
  const files = await reportFiles(record, slug, path.basename(file));
  await rm(path.join(folder, path.basename(file, '.md')), { recursive: true, force: true });
  await mkdir(path.join(folder, path.basename(file, '.md')), { recursive: true });
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
}

/** The study of this name; of a record that has none, the recorded one, whatever it is called here. */
async function studyOf(record: PrismaClient, slug: string): Promise<string> {
  const id = recordedStudy()?.studyId;
  const study = (await record.study.findFirst({ where: { slug }, select: { id: true } })) ?? (id && (await record.study.findUnique({ where: { id }, select: { id: true } })));
  if (!study) throw new CollapsarError('NOT_FOUND', `This record has no study "${slug}", nor the recorded one; train it with npm run study, or import prisma/recorded/study.tar.gz.`);
  return study.id;
}
