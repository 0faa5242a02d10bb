import { createHash } from 'node:crypto';
import http from 'node:http';

export interface Download {
  status: number;
  headers: http.IncomingHttpHeaders;
  trailers: NodeJS.Dict<string>;
  body: Buffer;
  /** whether the connection ended before the answer did */
  isCut: boolean;
}

/** One request by Node's own client, which shows trailers and tells a cut answer from a whole one. */
export function download(url: string, options: http.RequestOptions = {}): Promise<Download> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', () => {}); // a cut connection: `complete` says so
      response.on('close', () => {
        const { statusCode: status = 0, headers, trailers, complete } = response;
        resolve({ status, headers, trailers, body: Buffer.concat(pieces), isCut: !complete });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** RFC 4180, field by field; written for the test so that the writer is not read by itself. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  rows.pop();
  return rows;
}

export const jsonLines = (body: Buffer) => body.toString().trimEnd().split('\n').map((line) => JSON.parse(line));
