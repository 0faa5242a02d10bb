import { MetricId } from '../../metrics/catalogue.ts';
import type { Split } from '../../../prisma/client.ts';

/** One statement of the paper, and the curve that it is about. */
export interface Claim {
  metric: MetricId;
  split: Split;
  /** heading of the column and the figure */
  name: string;
  /** file of the figure */
  file: string;
  /** what the paper says of it in the terminal phase */
  says: string;
  axis: 'LOG' | 'LINEAR';
  goes: 'FALLS' | 'RISES';
}

const claim = (metric: MetricId, name: string, says: string, { axis = 'LINEAR', split = 'TRAIN', goes = 'FALLS' }: Partial<Pick<Claim, 'axis' | 'split' | 'goes'>> = {}): Claim => ({
  ...{ metric, name, says, axis, split, goes },
  file: `${metric.toLowerCase().replaceAll('_', '-')}.svg`,
});

/** Papyan, Han, Donoho 2020: NC1 to NC4 in the order of its sections, with the figure that each is from. */
export const CLAIMS: readonly Claim[] = [
  claim(MetricId.NC1, 'NC1', 'the spread within the classes vanishes beside that between them (Fig. 6)', { axis: 'LOG' }),
  claim(MetricId.NC1_QUOTIENT, 'NC1 as a ratio of traces', 'the same, though it does not take this measure, which weighs all directions alike: Tr Σ_W / Tr Σ_B', { axis: 'LOG' }),
  claim(MetricId.NC2_EQUINORM_MEANS, 'equal length of the class means', 'the centred class means become equally long (Fig. 2)'),
  claim(MetricId.NC2_EQUINORM_WEIGHTS, 'equal length of the classifiers', 'the classifiers become equally long (Fig. 2)'),
  claim(MetricId.NC2_EQUIANGULAR_MEANS, 'equal angles of the class means', 'all pairs of class means enclose the same angle (Fig. 3)'),
  claim(MetricId.NC2_EQUIANGULAR_WEIGHTS, 'equal angles of the classifiers', 'all pairs of classifiers enclose the same angle (Fig. 3)'),
  claim(MetricId.NC2_MAX_ANGLE_MEANS, 'widest angles of the class means', 'these angles are the widest that there are (Fig. 4)'),
  claim(MetricId.NC2_MAX_ANGLE_WEIGHTS, 'widest angles of the classifiers', 'the same of the classifiers (Fig. 4)'),
  claim(MetricId.NC3_DUALITY, 'NC3', 'classifiers and class means become proportional (Fig. 5)'),
  claim(MetricId.NC4_MISMATCH, 'NC4', 'the network decides as the nearest class mean does (Fig. 7; test images)', { split: 'TEST' }),
];

/** Table 1 and Fig. 8: what the terminal phase is good for. */
export const BENEFITS: readonly Claim[] = [
  claim(MetricId.ERROR, 'test error', 'the test error goes on falling (Table 1)', { split: 'TEST' }),
  claim(MetricId.ROBUSTNESS_DEEPFOOL, 'robustness', 'adversarial examples lie farther away (Fig. 8)', { split: 'TEST', goes: 'RISES' }),
];
