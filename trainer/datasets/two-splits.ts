import type { DataSetDefinition, RawSplit } from './data-set.ts';
import { type FileSource, openSourceFiles, type SourceFile } from './source-files.ts';

export type Description = Omit<DataSetDefinition, 'open'>;

interface TwoSplits extends Omit<Description, 'name'> {
  /** the files of the train split, then as many of the test split, in the same order */
  source: FileSource;
  /** Errors: DATA_SET_DAMAGED where the files do not fit each other or the data set. */
  readSplit: (files: readonly SourceFile[], description: Description) => RawSplit | Promise<RawSplit>;
}

/** A data set whose two splits are stored alike in files of their own. */
export function defineTwoSplits({ source, readSplit, ...rest }: TwoSplits): DataSetDefinition {
  const description = { ...rest, name: source.dataSet };
  const open: DataSetDefinition['open'] = async (options) => {
    const { files, used, warnings } = await openSourceFiles(source, options);
    const half = files.length / 2;
    const train = await readSplit(files.slice(0, half), description);
    return { train, test: await readSplit(files.slice(half), description), files: used, warnings };
  };
  return { ...description, open };
}
