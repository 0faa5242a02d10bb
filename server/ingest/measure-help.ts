import { measuredIds } from '../metrics/catalogue.ts';
import { ACCEPTED } from './find-arrays.ts';

/** What `measure --help` prints. */
export function measureHelp(): string {
  const names = Object.entries(ACCEPTED).map(([role, accepted]) => `  ${role.padEnd(15)}${SHAPES[role as keyof typeof ACCEPTED].padEnd(11)}${accepted.slice(1).join(', ') || '(no other name)'}`);
  return `Measures neural collapse in a features file: no server, no database.

  npm run -s measure -- FILE... [options]

FILE is a .npz (numpy.savez) or a .safetensors. Its arrays, and other names that are taken for them:
${names.join('\n')}
Features and weight are floats of 16, 32 or 64 bits, labels are integers. Only features and labels must be there.

Options
  --weights FILE       take weight and bias from another file
  --json, --csv        print one JSON object (an array for several files), or a row a file, instead of a table
  --metrics ID,...     only these
  --snapshot OUT       also write the sums that the metrics are taken from, as a .safetensors
  --no-covariance      do not sum the within-class covariance (it costs most where there are hundreds of features)
  --help               this text

Metrics: ${measuredIds.join(', ')}

Exit code: 0 fine, 2 a file or an option that cannot be used (one line on the error stream), 1 a fault of the program.

Examples
  npm run -s measure -- epoch-300.npz
  npm run -s measure -- epoch-*.npz --csv > collapse.csv
  npm run -s measure -- features.safetensors --weights model.safetensors --json --metrics NC1,NC4_MISMATCH`;
}

const SHAPES: Record<keyof typeof ACCEPTED, string> = {
  features: '[N, p]',
  labels: '[N]',
  weight: '[C, p]',
  bias: '[C]',
  test_features: '[n, p]',
  test_labels: '[n]',
  epoch: 'number',
  weight_decay: 'number',
};
