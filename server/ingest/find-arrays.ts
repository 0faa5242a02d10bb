import { quoted, refuse } from './readers/refuse.ts';

/** What an array can be, and the names it is known by: the first is ours, the others are what people's scripts write. */
export const ACCEPTED = {
  features: ['features', 'feats', 'feature', 'activations', 'embeddings', 'penultimate', 'h', 'H', 'x', 'X'],
  labels: ['labels', 'label', 'targets', 'target', 'y', 'Y'],
  weight: ['weight', 'weights', 'W', 'w', 'fc.weight', 'classifier.weight', 'head.weight', 'linear.weight', 'output.weight', 'last.weight', 'heads.head.weight'],
  bias: ['bias', 'b', 'fc.bias', 'classifier.bias', 'head.bias', 'linear.bias', 'output.bias', 'last.bias', 'heads.head.bias'],
  test_features: ['test_features', 'test_feats', 'test_activations', 'test_embeddings', 'test_h', 'h_test', 'x_test', 'X_test'],
  test_labels: ['test_labels', 'test_targets', 'test_y', 'y_test', 'Y_test'],
  epoch: ['epoch'],
  weight_decay: ['weight_decay'],
} as const;

export type Role = keyof typeof ACCEPTED;

/** The array of a role among a file's names; null when there is none. Throws ARRAY_AMBIGUOUS when there are several. */
export function findArray(names: readonly string[], role: Role): string | null {
  const found = names.filter((name) => (ACCEPTED[role] as readonly string[]).includes(name));
  if (found.length > 1) refuse('ARRAY_AMBIGUOUS', `${found.map(quoted).join(' and ')} can each be the ${role}, expected one of them; leave out or rename the others.`);
  return found[0] ?? null;
}

/** The same of a role that must be there. Throws ARRAY_MISSING with what the file holds and what would be taken. */
export function expectArray(names: readonly string[], role: Role): string {
  return findArray(names, role) ?? refuse('ARRAY_MISSING', `it has no ${role}, it holds ${listed(names)}; name the array ${ACCEPTED[role].join(', ')}.`);
}

/** Names that no role takes. */
export function unusedArrays(names: readonly string[]): string[] {
  const known = new Set<string>(Object.values(ACCEPTED).flat());
  return names.filter((name) => !known.has(name));
}

/** The first ten names, and how many more there are. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'no array at all';
  const first = names.slice(0, 10).map(quoted).join(', ');
  return names.length > 10 ? `${first} and ${names.length - 10} more` : first;
}
