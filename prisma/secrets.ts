import { createHash, randomBytes } from 'node:crypto';

/** A token of a person or a program, the secrets of a share link and an invitation, and the value of a session's cookie. */
const PREFIXES = { token: 'clp_', link: 'cls_', invite: 'cli_', session: '' } as const;

export type SecretKind = keyof typeof PREFIXES;

/** A secret of 256 random bits, of which the record keeps only `hash` and the last four characters. */
export interface Secret {
  secret: string;
  /** sha256, hexadecimal; with that many random bits nothing slower is needed */
  hash: string;
  lastFour: string;
}

/** A new secret, e.g. `clp_` and 43 characters; the prefix lets people and scanners tell what they found. */
export function newSecret(kind: SecretKind): Secret {
  const secret = PREFIXES[kind] + randomBytes(32).toString('base64url');
  return { secret, hash: hashSecret(secret), lastFour: secret.slice(-4) };
}

/** What a secret is looked up by. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
