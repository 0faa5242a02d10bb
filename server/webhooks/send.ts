import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AddressPolicy } from './address-rule.ts';
import { namesThisMachine } from './host-name.ts';
import { Refused } from './refused.ts';
import { type Resolve, resolveHost } from './resolve-host.ts';

export interface Request {
  url: URL;
  headers: Record<string, string>;
  body: string;
  policy: AddressPolicy;
}

export interface SendOptions {
  /** longest that one delivery takes, in ms: resolving, connecting, sending and the answer */
  withinMs?: number;
  /** ends it early */
  signal?: AbortSignal;
  resolve?: Resolve;
}

export const SEND_WITHIN_MS = 10_000;
/** Of an answer: headers of that much, and of the body no more than this is read before the line is cut. */
const HEADER_BYTES = 8192;
const BODY_BYTES = 4096;
/** How long the body is waited for once the status is there: who takes a delivery has taken it. */
const BODY_MS = 1000;

/**
 * Sends one body and gives the status of the answer, whose body is thrown away; no redirect is followed.
 *
 * The name is resolved once and checked, and the line goes to an address that was found then, whatever the name has become since.
 *
 * @throws Refused where it may not be sent there; what the network throws; TimeoutError or AbortError
 */
export async function send({ url, headers, body, policy }: Request, { withinMs = SEND_WITHIN_MS, signal, resolve }: SendOptions = {}): Promise<number> {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && namesThisMachine(url))) throw new Refused(`${url.host} is not asked by ${url.protocol.slice(0, -1)}.`);
  const ends = AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]);
  const addresses = await beforeEnd(resolveHost(url, policy, resolve), ends);
  // called for names alone: an address that stands in the URL was checked as it is
  const lookup: LookupFunction = (_name, { all }, found) => (all ? found(null, addresses) : found(null, addresses[0]!.address, addresses[0]!.family));
  const options = { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, agent: false, lookup, signal: ends, maxHeaderSize: HEADER_BYTES } as const;
  return new Promise((answered, failed) => {
    const request = url.protocol === 'https:' ? requestHttps(url, { ...options, rejectUnauthorized: true }) : requestHttp(url, options);
    // Node hides the reason of an end in an error of its own
    request.on('error', (error) => failed(ends.aborted ? ends.reason : error));
    request.on('response', (response) => {
      void throwAway(response).then(() => {
        answered(response.statusCode ?? 0);
        request.destroy();
      });
    });
    request.end(body);
  });
}

/** Reads a body to its end, or as much of it as fits in size and time. */
function throwAway(response: IncomingMessage): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(done, BODY_MS);
    const finish = () => {
      clearTimeout(late);
      done();
    };
    let bytes = 0;
    response.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > BODY_BYTES) finish();
    });
    // an error of the body is followed by its close
    response.on('error', () => {});
    response.on('close', finish);
  });
}

/** What a promise gives, unless the end comes first: resolving a name cannot be broken off. */
function beforeEnd<T>(work: Promise<T>, ends: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(ends.reason);
    if (ends.aborted) end();
    ends.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => ends.removeEventListener('abort', end));
  });
}
