import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CollapsarError } from '../../../prisma/errors.ts';

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

interface Body {
  type: string;
  bytes: number;
  /** makes the stream anew for another try */
  open: () => NodeJS.ReadableStream;
}

/** Pauses between tries; a server that is started again is back within them. */
const PAUSES_MS = [500, 1000, 2000, 5000, 10_000, 20_000];

/** Speaks to the /ingest of a server, and tries again where a second try may succeed. */
export class ServerClient {
  constructor(
    private readonly url: string,
    private readonly token: string | undefined,
    private readonly pauses = PAUSES_MS,
  ) {}

  /** @throws CollapsarError what the server said, or SERVER_UNREACHABLE */
  async post<T>(path: string, body: object): Promise<T> {
    const text = JSON.stringify(body);
    return this.again(async () => {
      const answer = await this.request('POST', path, {}, { type: 'application/json', bytes: Buffer.byteLength(text), open: () => Readable.from([Buffer.from(text)]) });
      return JSON.parse(orRefused(answer).text) as T;
    });
  }

  /** Sends a file unless it is there, from the byte that an earlier try reached; gives its digest. `onBytes` is told of the bytes that are there. */
  async upload(file: string, onBytes: (bytes: number) => void): Promise<string> {
    const total = statSync(file).size;
    const digest = await digestOf(file);
    return this.again(async () => {
      const head = orRefused(await this.request('HEAD', `/uploads/${digest}`, {}));
      if (head.headers['upload-complete'] === '?1') return digest;
      const offset = Number(head.headers['upload-offset']);
      const open = () => createReadStream(file, { start: offset, highWaterMark: 1 << 18 }).on('data', (chunk) => onBytes(chunk.length));
      const headers = { 'upload-offset': String(offset), 'upload-length': String(total) };
      orRefused(await this.request('PUT', `/uploads/${digest}`, headers, { type: 'application/octet-stream', bytes: total - offset, open }));
      return digest;
    });
  }

  private async again<T>(work: () => Promise<T>): Promise<T> {
    for (const pause of this.pauses) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CollapsarError) || !mayPass(error)) throw error;
      }
      await sleep(pause);
    }
    return work();
  }

  private request(method: string, path: string, headers: Record<string, string>, body?: Body): Promise<Answer> {
    const target = new URL(`${this.url}/ingest${path}`);
    const own = { 'x-collapsar-request': '1', ...(this.token && { authorization: `Bearer ${this.token}` }), ...headers };
    const sized = body ? { 'content-type': body.type, 'content-length': body.bytes } : {};
    return new Promise((resolve, reject) => {
      const sent = (target.protocol === 'https:' ? https : http).request(target, { method, headers: { ...own, ...sized } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }));
        response.on('error', (error) => reject(unreachable(this.url, error)));
      });
      sent.on('error', (error) => reject(unreachable(this.url, error)));
      if (!body) return void sent.end();
      body.open().on('error', (error) => sent.destroy(error)).pipe(sent);
    });
  }
}

const mayPass = ({ code, details }: CollapsarError) => ['SERVER_UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'DEADLINE_EXCEEDED'].includes(code) || details.rule === 'OFFSET';

function orRefused(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const { code, message, details } = errorIn(answer);
  throw new CollapsarError(code, message, { details });
}

/** An answer to HEAD has no body; one that is no JSON is of something between us and the server. */
function errorIn({ status, text }: Answer): { code: string; message: string; details: Record<string, unknown> } {
  try {
    const [{ message, extensions }] = (JSON.parse(text) as { errors: [{ message: string; extensions: { code: string } }] }).errors;
    const { code, ...details } = extensions;
    return { code, message, details };
  } catch {
    const code = status === 401 ? 'UNAUTHENTICATED' : status === 403 ? 'FORBIDDEN' : status >= 500 ? 'UNAVAILABLE' : 'SERVER_UNKNOWN';
    const hint = status === 401 || status === 403 ? 'it wants a token with the role operator (--token)' : 'is it a Collapsar server, and of this version';
    return { code, message: `The server answered ${status}: ${hint}.`, details: {} };
  }
}

const unreachable = (url: string, error: Error) =>
  new CollapsarError('SERVER_UNREACHABLE', `No server answers at ${url} (${(error as NodeJS.ErrnoException).code ?? error.message}); start one with npm start, or name it with --url.`, { cause: error });

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
