/** What an array can be, in the words of the server. */
export const ARRAY_ROLES = [
  { role: 'features', label: 'Features', hint: '[N, p]: the input of the last layer, network in eval mode' },
  { role: 'labels', label: 'Labels', hint: '[N]: whole numbers from 0' },
  { role: 'weight', label: 'Weight', hint: '[C, p] of the last layer; without it no NC3 and NC4' },
  { role: 'bias', label: 'Bias', hint: '[C]' },
  { role: 'test_features', label: 'Test features', hint: '[N, p], beside the train features' },
  { role: 'test_labels', label: 'Test labels', hint: '[N]' },
] as const;

export type ArrayRole = (typeof ARRAY_ROLES)[number]['role'];
/** Only where an array has another name than those looked for. */
export type ArrayNames = Partial<Record<ArrayRole, string>>;
