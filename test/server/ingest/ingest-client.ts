import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { floats, integers, zip } from './npz-files.ts';

/** What JSON gives: the assertions say what they expect. */
type Answered = ReturnType<typeof JSON.parse>;

export interface IngestAnswer {
  status: number;
  headers: Headers;
  body: Answered;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Speaks to a server's /ingest as a training loop does. */
export class IngestClient {
  constructor(private readonly url: string) {}

  async send(method: string, path: string, body?: Uint8Array<ArrayBuffer> | object, headers: Record<string, string> = {}): Promise<IngestAnswer> {
    const isBytes = body instanceof Uint8Array;
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' };
    const response = await fetch(`${this.url}/ingest${path}`, { method, body: isBytes || body === undefined ? body : JSON.stringify(body), headers: { 'x-collapsar-request': '1', ...type, ...headers } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }

  async createRun(over: object = {}): Promise<string> {
    const { status, body } = await this.send('POST', '/runs', { study: 'from-outside', name: `run ${Math.random()}`, architecture: 'MLP 3x512', dataset: 'made up', ...over });
    if (status > 201) throw new Error(JSON.stringify(body));
    return body.runId;
  }

  upload(bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, digest = sha256(bytes)): Promise<IngestAnswer> {
    return this.send('PUT', `/uploads/${digest}`, bytes, headers);
  }

  async head(digest: string): Promise<{ received: number; isComplete: boolean }> {
    const { headers } = await this.send('HEAD', `/uploads/${digest}`);
    return { received: Number(headers.get('upload-offset')), isComplete: headers.get('upload-complete') === '?1' };
  }

  /** Uploads a file and records it as an epoch. */
  async record(runId: string, epoch: number, bytes: Uint8Array<ArrayBuffer>, details: object = {}): Promise<IngestAnswer> {
    await this.upload(bytes);
    return this.send('POST', `/runs/${runId}/epochs/${epoch}`, { upload: sha256(bytes), ...details });
  }

  /** A PUT that promises `promised` bytes, writes `bytes`, and then is silent (or cut off). Gives the answer, or null where the connection ended without one. */
  half(digest: string, bytes: Uint8Array, promised: number, then: 'cut' | 'wait'): Promise<{ status: number; body: Answered } | null> {
    return new Promise((resolve) => {
      const headers = { 'x-collapsar-request': '1', 'content-type': 'application/octet-stream', 'content-length': promised };
      const sent = request(`${this.url}/ingest/uploads/${digest}`, { method: 'PUT', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) }));
      });
      sent.on('error', () => resolve(null));
      sent.on('close', () => resolve(null));
      sent.write(bytes, () => then === 'cut' && setTimeout(() => sent.destroy(), 50));
    });
  }
}

export interface MadeEpoch {
  classes?: number;
  p?: number;
  perClass?: number;
  /** spread of the features about their class means */
  spread?: number;
  /** samples whose label is moved to the next class */
  wrong?: number;
}

/** A .npz of features about unit vectors, with the classifier that tells these apart. */
export function madeEpoch({ classes = 3, p = 5, perClass = 6, spread = 0.1, wrong = 0 }: MadeEpoch = {}): Buffer<ArrayBuffer> {
  const N = classes * perClass;
  const labels = Array.from({ length: N }, (_, i) => (i < wrong ? (i + 1) % classes : i % classes));
  const features = Array.from({ length: N * p }, (_, k) => (k % p === Math.floor(k / p) % classes ? 1 : 0) + spread * Math.sin(12.9898 * (k + 1)));
  const weight = Array.from({ length: classes * p }, (_, k) => (k % p === Math.floor(k / p) ? 1 : 0));
  return zip([
    { name: 'features.npy', data: floats(features, N, p) },
    { name: 'labels.npy', data: integers(...labels) },
    { name: 'weight.npy', data: floats(weight, classes, p) },
    { name: 'bias.npy', data: floats(Array(classes).fill(0), classes) },
  ]) as Buffer<ArrayBuffer>;
}
