import { isIP } from 'node:net';
import { CollapsarError } from '../../prisma/errors.ts';

/** Of an address in the form that lists of hosts have: small letters, the port where it is not the usual one. */
export const hostOf = (url: URL): string => url.host;

/** The name in front of the port, an IPv6 address without its brackets. */
export const bareName = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Whether an address names this very machine by its spelling alone. */
export const namesThisMachine = (url: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);

/**
 * A host as people type it, brought into the form that addresses have: "Hooks.Example.org:443" is "hooks.example.org".
 *
 * @throws CollapsarError BAD_USER_INPUT for what is no host, or more than one: patterns are not taken
 */
export function readHost(text: string): string {
  const typed = text.trim();
  const address = `https://${typed}/`;
  if (!/^[^\s/?#@\\*%]{1,260}$/.test(typed) || !URL.canParse(address)) throw badHost();
  const url = new URL(address);
  const name = bareName(url);
  // what is no name and no address, such as "hooks..example"
  if (isIP(name) === 0 && !/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/.test(name)) throw badHost();
  return hostOf(url);
}

/**
 * The address of a webhook, as it will be asked: https, or http for this very machine, and no name or password in it.
 *
 * @throws CollapsarError BAD_USER_INPUT
 */
export function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && namesThisMachine(url)))) throw badAddress('must be an address such as https://hooks.example.org/collapsar; http is taken of this very machine alone');
  if (url.username !== '' || url.password !== '') throw badAddress('must have no name and no password in it; what is sent is signed instead');
  if (text.includes('#')) throw badAddress('must end before "#", which is never sent');
  return url;
}

const badHost = () => new CollapsarError('BAD_USER_INPUT', 'A host is one name or address, with a port where it is not 443, such as hooks.example.org or hooks.example.org:8443; no https://, path or pattern.', { details: { field: 'host' } });
const badAddress = (why: string) => new CollapsarError('BAD_USER_INPUT', `The address of a webhook ${why}.`, { details: { field: 'url' } });
