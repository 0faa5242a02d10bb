import { Field, ID, InterfaceType } from 'type-graphql';

/** Which type an id is of, by its prefix. */
const TYPES: Readonly<Record<string, string>> = { study: 'Study', run: 'Run', snap: 'Snapshot' };

/** The name of the type that an id names; null where there is none with such ids. */
export function typeOfId(id: string): string | null {
  const prefix = id.split('_', 1)[0]!;
  return Object.hasOwn(TYPES, prefix) ? TYPES[prefix]! : null;
}

@InterfaceType({ description: 'Whatever has an id of its own.', resolveType: ({ id }: Node) => typeOfId(id) ?? undefined })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
}
