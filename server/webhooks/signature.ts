import { createHmac, randomBytes } from 'node:crypto';

/** As in the Standard Webhooks specification, whose libraries check it: what is signed, with what, and where it stands. */
const PREFIX = 'whsec_';

/** A new secret of 256 random bits; it is kept as it is, because it must be used. */
export const newSigningSecret = (): string => PREFIX + randomBytes(32).toString('base64');

export interface Signed {
  /** of the delivery: the same with each try */
  id: string;
  /** when it is sent, in seconds since 1970 */
  seconds: number;
  body: string;
}

/** The headers that prove who sent a body, and when. */
export function signatureHeaders(secret: string, { id, seconds, body }: Signed): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
