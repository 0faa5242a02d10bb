import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { cifar10PythonSource, cifar10Source } from './cifar10.ts';
import { cifar100PythonSource, cifar100Source } from './cifar100.ts';
import { fashionMnistSource } from './fashion-mnist.ts';
import { mnistSource } from './mnist.ts';
import { type FileSource, missingFiles, openSourceFiles } from './source-files.ts';
import { stl10Source } from './stl10.ts';
import { svhnSource } from './svhn.ts';

/** What the files of a data set on this machine are. */
export interface Inspected {
  name: string;
  state: 'official' | 'unverified' | 'absent' | 'incomplete' | 'damaged';
  /** what is missing or wrong; empty where nothing is */
  text: string;
}

const SOURCES: [FileSource, ...FileSource[]][] = [[mnistSource], [fashionMnistSource], [svhnSource], [cifar10Source, cifar10PythonSource], [cifar100Source, cifar100PythonSource], [stl10Source]];

/** Looks at the files below `root`, and at those of installed packages, and compares digests; nothing is fetched. ImageNet has no list of digests. */
export async function inspectFiles(root: string): Promise<Inspected[]> {
  const found: Inspected[] = [];
  for (const versions of SOURCES) found.push(await inspect(versions, root)); // one after the other: a data set is in memory meanwhile
  return found;
}

async function inspect(versions: [FileSource, ...FileSource[]], root: string): Promise<Inspected> {
  const name = versions[0].dataSet;
  const lacking = await Promise.all(versions.map((source) => missingFiles(source, root)));
  const at = lacking.findIndex((missing) => missing.length === 0);
  if (at >= 0) return { name, ...(await compare(versions[at]!, root)) };
  const begun = lacking.findIndex((missing, index) => missing.length < versions[index]!.files.length);
  if (begun < 0) return { name, state: 'absent', text: '' };
  return { name, state: 'incomplete', text: `${lacking[begun]!.join(', ')} missing` };
}

async function compare(source: FileSource, root: string): Promise<Omit<Inspected, 'name'>> {
  try {
    const { warnings } = await openSourceFiles(source, { root });
    return { state: warnings.length > 0 ? 'unverified' : 'official', text: warnings.join(' ') };
  } catch (error) {
    if (!(error instanceof CollapsarError)) throw error;
    return { state: 'damaged', text: error.message };
  }
}

/** As a program: one line of JSON. */
if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await inspectFiles(path.resolve(process.argv[2] ?? '.data'))));
