import { z } from 'zod';

/** People of one run that one server names; more would not go into a notice, which ends at 8000 bytes. */
export const MOST_NAMED = 100;

const id = z.string().regex(/^[\w-]{1,60}$/);

/** What a server says of the people who look at one run by it, as a whole; or that it has just come and wants to hear of all. */
const presenceNotice = z.union([
  z.strictObject({ server: id, run: id, people: z.array(id).max(MOST_NAMED), visitors: z.int().min(0).max(10_000) }),
  z.strictObject({ server: id, hello: z.literal(true) }),
]);
export type PresenceNotice = z.output<typeof presenceNotice>;

/** Null for what no server of ours says: anybody with the database may notify. */
export function readPresence(payload: string): PresenceNotice | null {
  try {
    return presenceNotice.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
