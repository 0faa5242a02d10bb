import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  method: string;
  path: string;
  range: string | undefined;
}

export interface FileServer {
  /** address of the folder served, ending in a slash */
  mirror: string;
  requests: Served[];
  close(): Promise<void>;
}

interface Behaviour {
  /** the connection is torn down after this many bytes of the body, for the first `cuts` requests */
  cutAfter?: number;
  cuts?: number;
  ignoresRange?: boolean;
  status?: number;
  /** sends the header and this many bytes, then nothing more */
  stallsAfter?: number;
  /** milliseconds before the answer begins */
  delay?: number;
}

/** A real HTTP server on a free port that serves `files` with ranges, and misbehaves as told. */
export async function serveFiles(files: Record<string, Uint8Array>, behaviour: Behaviour = {}): Promise<FileServer> {
  const requests: Served[] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method!, path: request.url!, range: request.headers.range });
    setTimeout(() => answer(request, response, files, behaviour, requests.length), behaviour.delay ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    mirror: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: Record<string, Uint8Array>,
  how: Behaviour,
  nth: number,
): void {
  const file = files[request.url!.slice(1)];
  if (how.status || !file) {
    response.writeHead(how.status ?? 404).end('no such file');
    return;
  }
  const from = how.ignoresRange ? 0 : Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = file.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length,
    ...(from > 0 && { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }),
  });
  if (how.cutAfter !== undefined && nth <= (how.cuts ?? Number.POSITIVE_INFINITY)) {
    response.write(body.subarray(0, how.cutAfter), () => setTimeout(() => response.destroy(), 50));
  } else if (how.stallsAfter !== undefined) response.write(body.subarray(0, how.stallsAfter));
  else response.end(body);
}
