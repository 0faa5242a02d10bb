import { Refusal, refusalOf } from './refusal.ts';

/** A request of this size is over within its time on slow lines too, and what came before stays when one is lost. */
const PIECE_BYTES = 64 * 1024 * 1024;
/** Pauses between tries; a server that is started again is back within them. */
const PAUSES_MS = [500, 1000, 2000, 5000, 10_000];
const HEADERS = { 'x-collapsar-request': '1' };

interface Sending {
  digest: string;
  file: Blob;
  /** how many bytes of the file are there */
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

/** Sends what the server does not have of a file; an interrupted one goes on where it stopped. @throws Refusal */
export async function sendFile(sending: Sending): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      if (await sendNext(sending)) return;
      failures = 0;
    } catch (error) {
      sending.signal.throwIfAborted();
      if (!mayPass(error) || failures >= PAUSES_MS.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[failures++]));
    }
  }
}

/** Sends the next piece; gives whether the file is whole then. */
async function sendNext({ digest, file, onBytes, signal }: Sending): Promise<boolean> {
  const path = `/ingest/uploads/${digest}`;
  const head = await fetch(path, { method: 'HEAD', headers: HEADERS, signal }).catch(() => null);
  if (!head?.ok) throw refusalOf(head?.status ?? 0, '');
  if (head.headers.get('upload-complete') === '?1') {
    onBytes(file.size);
    return true;
  }
  const offset = Number(head.headers.get('upload-offset'));
  const piece = file.slice(offset, offset + PIECE_BYTES);
  await put(path, piece, { 'upload-offset': String(offset), 'upload-length': String(file.size) }, (bytes) => onBytes(offset + bytes), signal);
  return offset + piece.size >= file.size;
}

/** Only XMLHttpRequest tells how much of a body is sent. */
function put(path: string, body: Blob, headers: Record<string, string>, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    for (const [name, value] of Object.entries({ ...HEADERS, ...headers, 'content-type': 'application/octet-stream' })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onBytes(loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusalOf(request.status, request.responseText)));
    request.onerror = () => reject(refusalOf(0, ''));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

/** The server may be back in a moment; what it says of the file itself stays true. */
const mayPass = (error: unknown) => error instanceof Refusal && ['UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'DEADLINE_EXCEEDED', 'CONFLICT'].includes(error.problem.code);
