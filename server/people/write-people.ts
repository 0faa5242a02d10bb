import { Prisma, type Role } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { addPerson } from '../../prisma/tokens.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { mayDo } from '../access/caller.ts';
import type { CreateUserInput, DisableUserInput, RenameUserInput, SetUserColourInput, SetUserRoleInput } from './person.input.ts';
import type { Person } from './person.type.ts';

type Tx = Prisma.TransactionClient;

/** Makes a person. @throws CollapsarError CONFLICT where the name is taken */
export async function createUser(context: RequestContext, input: CreateUserInput): Promise<{ person: Person }> {
  const { id } = await write(context, { action: 'createUser', input }, async (tx, audit) => {
    const { name, role } = input;
    await demandFree(tx, name);
    const made = await addPerson(tx, { name, role });
    audit({ subject: made.id, after: { name, role } });
    return { id: made.id };
  });
  return shown(context, id);
}

/** Changes what a person may do; their sockets end soon after. @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED for the last admin */
export async function setUserRole(context: RequestContext, input: SetUserRoleInput): Promise<{ person: Person }> {
  await write(context, { action: 'setUserRole', input }, async (tx, audit) => {
    const before = await person(tx, input.userId);
    if (input.role !== 'ADMIN') await keepAnAdmin(tx, input.userId);
    await tx.user.update({ where: { id: input.userId }, data: { role: input.role } });
    audit({ subject: input.userId, before: { role: before.role }, after: { role: input.role } });
    return {};
  });
  return shown(context, input.userId);
}

/** Shuts a person out with all their tokens and sessions, or lets them in again. @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED for the last admin */
export async function disableUser(context: RequestContext, input: DisableUserInput): Promise<{ person: Person }> {
  await write(context, { action: 'disableUser', input }, async (tx, audit) => {
    const before = await person(tx, input.userId);
    if (input.isDisabled) await keepAnAdmin(tx, input.userId);
    await tx.$executeRaw`UPDATE "User" SET "disabledAt" = CASE WHEN ${input.isDisabled} THEN coalesce("disabledAt", now()) END WHERE id = ${input.userId}`;
    audit({ subject: input.userId, before: { isDisabled: before.disabledAt !== null }, after: { isDisabled: input.isDisabled } });
    return {};
  });
  return shown(context, input.userId);
}

/** Gives a person another name; what was noted under the old one stays. @throws CollapsarError NOT_FOUND, CONFLICT where the name is taken */
export async function renameUser(context: RequestContext, input: RenameUserInput): Promise<{ person: Person }> {
  const { userId, name } = input;
  await write(context, { action: 'renameUser', input }, async (tx, audit) => {
    const before = await person(tx, userId);
    if (before.name === name) return {};
    await demandFree(tx, name);
    await tx.user.update({ where: { id: userId }, data: { name } });
    audit({ subject: userId, before: { name: before.name }, after: { name } });
    return {};
  });
  return shown(context, userId);
}

/** Gives a person's marks another colour. @throws CollapsarError NOT_FOUND, also for others than oneself where the caller is no admin */
export async function setUserColour(context: RequestContext, input: SetUserColourInput): Promise<{ person: Person }> {
  const { userId, colour } = input;
  await write(context, { action: 'setUserColour', input }, async (tx, audit) => {
    const before = await ownPerson(tx, context, userId);
    await tx.user.update({ where: { id: userId }, data: { colour } });
    audit({ subject: userId, before: { colour: before.colour }, after: { colour } });
    return {};
  });
  return shown(context, userId);
}

/** Oneself, or for an admin anybody. @throws CollapsarError NOT_FOUND */
export function ownPerson(tx: Tx, { caller }: Pick<RequestContext, 'caller'>, id: string) {
  if (mayDo(caller, 'ADMIN') || caller.userId === id) return person(tx, id);
  throw noPerson(id);
}

/** @throws CollapsarError NOT_FOUND */
export async function person(tx: Tx, id: string): Promise<{ name: string; colour: string; role: Role; disabledAt: Date | null }> {
  const found = await tx.user.findUnique({ where: { id } });
  if (found) return found;
  throw noPerson(id);
}

const noPerson = (id: string) => new CollapsarError('NOT_FOUND', `There is no person ${id}; take the id from the list of people.`, { details: { type: 'Person', field: 'userId' } });

/** @throws CollapsarError CONFLICT */
async function demandFree(tx: Tx, name: string): Promise<void> {
  if (!(await tx.user.findUnique({ where: { name }, select: { id: true } }))) return;
  throw new CollapsarError('CONFLICT', `There is a person "${name}" already; choose another name.`, { details: { field: 'name' } });
}

/** The admins' rows are locked: two admins who shut each other out at the same time must not both succeed. */
async function keepAnAdmin(tx: Tx, id: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "User" WHERE role = 'ADMIN' AND "disabledAt" IS NULL ORDER BY id FOR UPDATE`;
  if (admins.some((admin) => admin.id !== id) || admins.length === 0) return;
  throw new CollapsarError('PRECONDITION_FAILED', 'This is the only admin; make another person an admin first.', { details: { state: 'LAST_ADMIN' } });
}

/** A person as they are now. */
export async function shown({ record }: RequestContext, id: string): Promise<{ person: Person }> {
  return { person: await record.user.findUniqueOrThrow({ where: { id } }) };
}
