import type { IncomingMessage } from 'node:http';

const NONE: ReadonlySet<string> = new Set();
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Names that a request may come under: this machine's, and those of COLLAPSAR_ALLOWED_HOSTS. */
export function allowedHosts(extra: readonly string[]): ReadonlySet<string> {
  return new Set([...LOOPBACK, ...extra.map((host) => host.toLowerCase())]);
}

/**
 * Why a request is refused for where it comes from; null when it is not. Without login, every page that the person has
 * open can reach the port, so:
 * - the Host must be one of ours, else a foreign name that was made to point here could read everything (DNS rebinding);
 * - an Origin, which browsers send with what a page's script asks for, must be the very address asked, or one that
 *   the settings name. Programs send none.
 */
export function originRefusal(request: Pick<IncomingMessage, 'headers'>, hosts: ReadonlySet<string>, origins: ReadonlySet<string> = NONE): string | null {
  const { host, origin } = request.headers;
  const name = nameOf(host);
  if (!name || !hosts.has(name)) {
    return 'The host asked for is not one of this server; use its own address, or name the host in COLLAPSAR_ALLOWED_HOSTS.';
  }
  if (origin !== undefined && authorityOf(origin) !== host?.toLowerCase() && !origins.has(origin)) {
    return 'The request comes from a page of another origin; open the dashboard at its own address.';
  }
  return null;
}

function nameOf(host: string | undefined): string | null {
  if (!host || /[\s/?#@\\]/.test(host)) return null;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : null;
}

function authorityOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
