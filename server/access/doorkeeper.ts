import { timingSafeEqual } from 'node:crypto';
import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError, explainDatabaseError } from '../../prisma/errors.ts';
import type { AccessSettings } from './access-settings.ts';
import type { Allowance } from './allowance.ts';
import { type Caller, LOCAL_ADMIN } from './caller.ts';
import type { Credentials } from './credentials.ts';
import { type Door, findCallers, noteUse } from './find-callers.ts';
import { isSettingToken, keepSettingToken } from './setting-token.ts';

/** Who came in, and by what: asked for again while a socket stays open. */
export interface Identity {
  caller: Caller;
  door: Door | 'local';
  /** hash of the secret; empty without one */
  hash: string;
}

/** An address for errors whose sentence nobody reads. */
const ANY_DATABASE = 'postgresql://localhost/any';

/** How long "no token was made yet" is believed, in ms: a token made by another process closes the house within this time. */
const OPEN_FOR_MS = 1000;

/** The same sentence whatever is wrong with a secret: who guesses learns nothing. */
export const unauthenticated = () =>
  new CollapsarError('UNAUTHENTICATED', 'This needs a valid token: sign in with one, or send it as "Authorization: Bearer clp_...".');

/** Decides who asks: by a token, a session, a share link, or nothing at all where only this machine can ask and no token was made yet. */
export class Doorkeeper {
  readonly #record: PrismaClient;
  readonly #settings: AccessSettings;
  readonly #allowance: Allowance;
  #wasOpenAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(record: PrismaClient, settings: AccessSettings, allowance: Allowance) {
    this.#record = record;
    this.#settings = settings;
    this.#allowance = allowance;
  }

  /**
   * Who brings these credentials. A token counts before a session, a session before a share link.
   *
   * @throws CollapsarError UNAUTHENTICATED, RATE_LIMITED after many failed tries from one address
   */
  async identify(credentials: Credentials): Promise<Identity> {
    const { bearer, session, link, isNear, address } = credentials;
    this.#allowance.checkStranger(address);
    const found = bearer === null ? ((await this.#by('session', session)) ?? (await this.#local(isNear)) ?? (await this.#by('link', link))) : await this.#byBearer(bearer);
    if (found) return found;
    if (bearer ?? session ?? link) await this.#allowance.countStranger(address);
    throw unauthenticated();
  }

  /** The caller as of now for each identity that is still good. */
  async recheck(identities: readonly Identity[]): Promise<Map<Identity, Caller>> {
    const good = new Map<Identity, Caller>();
    for (const door of ['token', 'session', 'link'] as const) {
      const here = identities.filter((identity) => identity.door === door);
      const found = await findCallers(this.#record, door, [...new Set(here.map(({ hash }) => hash))]);
      for (const identity of here) {
        const each = found.get(identity.hash);
        if (each && this.#isGood(each.caller.id, each.tokenHash)) good.set(identity, each.caller);
      }
    }
    const isOpen = identities.some(({ door }) => door === 'local') && (await this.isOpen());
    for (const identity of identities) if (identity.door === 'local' && isOpen) good.set(identity, LOCAL_ADMIN);
    return good;
  }

  /** Whether nobody needs to say who they are: only this machine can ask, and no token was ever made. */
  async isOpen(): Promise<boolean> {
    if (this.#isClosed || !this.#settings.isLoopback || this.#settings.adminTokenHash !== null) return false;
    if (performance.now() - this.#wasOpenAt < OPEN_FOR_MS) return true;
    try {
      const [{ made }] = await this.#record.$queryRaw<[{ made: boolean }]>`SELECT EXISTS (SELECT FROM "Token") AS made`;
      this.#isClosed = made;
    } catch (error) {
      // no token can be made while the database is away; where it is only busy, one may have been
      const isAway = ['DATABASE_UNREACHABLE', 'DATABASE_CONNECTION_LOST'].includes(explainDatabaseError(error, ANY_DATABASE)?.code ?? '');
      if (this.#wasOpenAt === Number.NEGATIVE_INFINITY || !isAway) throw error;
      return true;
    }
    this.#wasOpenAt = performance.now();
    return !this.#isClosed;
  }

  async #byBearer(hash: string): Promise<Identity | null> {
    const found = (await this.#by('token', hash)) ?? (await this.#by('link', hash));
    if (found || !this.#isSetting(hash)) return found;
    await keepSettingToken(this.#record, hash);
    return this.#by('token', hash);
  }

  async #by(door: Door, hash: string | null): Promise<Identity | null> {
    if (hash === null) return null;
    const found = (await findCallers(this.#record, door, [hash])).get(hash);
    if (!found || !this.#isGood(found.caller.id, found.tokenHash)) return null;
    if (found.isUnnoted) await noteUse(this.#record, door, hash);
    return { caller: found.caller, door, hash };
  }

  async #local(isNear: boolean): Promise<Identity | null> {
    return isNear && (await this.isOpen()) ? { caller: LOCAL_ADMIN, door: 'local', hash: '' } : null;
  }

  #isGood(id: string, tokenHash: string | null): boolean {
    return !isSettingToken(id) || (tokenHash !== null && this.#isSetting(tokenHash));
  }

  #isSetting(hash: string): boolean {
    const { adminTokenHash } = this.#settings;
    return adminTokenHash !== null && timingSafeEqual(Buffer.from(adminTokenHash, 'hex'), Buffer.from(hash, 'hex'));
  }
}
