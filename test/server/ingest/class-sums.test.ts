import { expect, test } from 'vitest';
import { classSums } from '../../../server/ingest/class-sums.ts';
import { readLabels } from '../../../server/ingest/labels.ts';
import { openArrayFile } from '../../../server/ingest/readers/array-file.ts';
import { floats, integers, npz, scratchFolder } from './made-files.ts';

const write = scratchFolder();

test('the covariance about the class means is summed where it is asked for', async () => {
  const file = await openArrayFile(write('case.npz', npz({ features: floats([1, 0, 3, 2, 10, 5, 10, 9], 4, 2), labels: integers(0, 0, 1, 1) })));
  const features = await file.array('features');
  const { labels, classes } = await readLabels(await file.array('labels'), 4, null);
  const sums = await classSums({ features, labels, classes, covariance: true });
  // deviations (-1,-1), (1,1), (0,-2), (0,2)
  expect([...sums.covariance!]).toEqual([0.5, 0.5, 2.5]);
  expect([...sums.within]).toEqual([2, 4]);
  expect((await classSums({ features, labels, classes, covariance: false })).covariance).toBeUndefined();
  file.close();
});
