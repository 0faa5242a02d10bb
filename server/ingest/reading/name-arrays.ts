import { ACCEPTED, listed, type Role } from '../find-arrays.ts';
import { quoted, refuse } from '../readers/refuse.ts';
import type { ArrayFile, StoredArray } from '../readers/stored-array.ts';

/**
 * The same file under the names that are looked for: an array that `arrays` names takes the place of whatever else could play its role.
 * Throws ARRAY_MISSING for a name that the file does not hold.
 */
export function nameArrays(file: ArrayFile, arrays: Partial<Record<Role, string>>): ArrayFile {
  const given = Object.entries(arrays) as [Role, string][];
  if (given.length === 0) return file;
  for (const [role, name] of given)
    if (!file.names.includes(name)) refuse('ARRAY_MISSING', `it has no array ${quoted(name)} to be the ${role}, it holds ${listed(file.names)}; correct the name.`);
  const taken = new Set(given.flatMap(([role, name]) => [name, ...ACCEPTED[role]]));
  const realName = new Map<string, string>([...file.names.filter((name) => !taken.has(name)).map((name) => [name, name] as const), ...given]);
  return {
    ...file,
    names: [...realName.keys()],
    // under its own name in what is said about it
    array: (name): Promise<StoredArray> => file.array(realName.get(name)!),
  };
}
