/** Ids of the metrics. An id never changes its meaning: another convention is another id or another version. */
export const MetricId = {
  NC1: 'NC1',
  NC2_EQUINORM_MEANS: 'NC2_EQUINORM_MEANS',
  NC2_EQUINORM_WEIGHTS: 'NC2_EQUINORM_WEIGHTS',
  NC2_EQUIANGULAR_MEANS: 'NC2_EQUIANGULAR_MEANS',
  NC2_EQUIANGULAR_WEIGHTS: 'NC2_EQUIANGULAR_WEIGHTS',
  NC2_MAX_ANGLE_MEANS: 'NC2_MAX_ANGLE_MEANS',
  NC2_MAX_ANGLE_WEIGHTS: 'NC2_MAX_ANGLE_WEIGHTS',
  NC3_DUALITY: 'NC3_DUALITY',
  NC4_MISMATCH: 'NC4_MISMATCH',
  ERROR: 'ERROR',
  NCC_ERROR: 'NCC_ERROR',
} as const;
export type MetricId = (typeof MetricId)[keyof typeof MetricId];
