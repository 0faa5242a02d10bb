import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { hashSecret } from '../../prisma/secrets.ts';
import type { AccessSettings } from './access-settings.ts';

/** What a request brings to say who asks, as hashes: the secrets themselves go no further than here. */
export interface Credentials {
  bearer: string | null;
  session: string | null;
  link: string | null;
  /** whether the request can have come from the person at this machine: not through a proxy, not from a page of another origin */
  isNear: boolean;
  /** whom failed tries are counted for */
  address: string;
}

type Asked = Pick<IncomingMessage, 'headers' | 'socket'>;

/** A browser takes a cookie named __Host- only by https, for this host alone. */
export const cookieNames = ({ isSecure }: Pick<AccessSettings, 'isSecure'>) => {
  const prefix = isSecure ? '__Host-' : '';
  return { session: `${prefix}collapsar_session`, link: `${prefix}collapsar_link` };
};

/** A token or secret in "Bearer ..."; an empty one where something else is there, so that it is refused rather than overlooked. */
export function bearerIn(header: unknown): string | null {
  if (header === undefined || header === null) return null;
  return (typeof header === 'string' ? /^Bearer +(\S{1,300})$/i.exec(header)?.[1] : undefined) ?? '';
}

/** What a request brings. A page of another origin (COLLAPSAR_CORS_ORIGINS) asks with a token alone: its cookies are not its own. */
export function readCredentials(request: Asked, settings: AccessSettings, token: string | null = bearerIn(request.headers.authorization)): Credentials {
  const { headers } = request;
  const isForeign = headers.origin !== undefined && settings.corsOrigins.has(headers.origin);
  const cookies = isForeign ? {} : parseCookie(headers.cookie ?? '');
  const names = cookieNames(settings);
  const hash = (secret: string | null | undefined) => (secret == null ? null : hashSecret(secret));
  return {
    bearer: hash(token),
    session: hash(cookies[names.session]),
    link: hash(cookies[names.link]),
    isNear: !isForeign && !isForwarded(headers),
    address: addressOf(request, settings),
  };
}

/** A proxy that nobody told us of makes everybody look like the person at this machine, except for what it adds. */
export function isForwarded(headers: IncomingMessage['headers']): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
}

/** Where the request came from; of X-Forwarded-For only what our own proxies wrote counts, and that stands last. */
function addressOf({ headers, socket }: Asked, { proxies }: AccessSettings): string {
  const told = proxies === 0 ? [] : String(headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  const hops = [...told, socket.remoteAddress ?? 'unknown'];
  return hops[Math.max(0, hops.length - 1 - proxies)]!;
}
