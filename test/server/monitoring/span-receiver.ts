import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number; arrayValue?: { values: Value[] } };

export interface ReceivedSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: Record<string, unknown>;
  status?: { code?: number; message?: string };
}

/** A receiver of OTLP over HTTP in JSON, as a collector is one. */
export class SpanReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** all bodies, as they came */
  text = '';
  paths = new Set<string>();
  headers: IncomingHttpHeaders = {};
  url = '';
  readonly #server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      this.paths.add(`${request.method} ${request.url}`);
      this.headers = request.headers;
      this.#take(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The spans of the request with this id, its own first. */
  of(requestId: string): ReceivedSpan[] {
    const own = this.spans.find(({ attributes }) => attributes['collapsar.request_id'] === requestId);
    return own ? [own, ...this.spans.filter((span) => span !== own && span.traceId === own.traceId)] : [];
  }

  #take(body: string): void {
    this.text += body;
    for (const { scopeSpans } of JSON.parse(body).resourceSpans) {
      for (const { spans } of scopeSpans) for (const { attributes, ...span } of spans) this.spans.push({ ...span, attributes: Object.fromEntries(attributes.map(({ key, value }: { key: string; value: Value }) => [key, plain(value)])) });
    }
  }
}

const plain = ({ stringValue, intValue, arrayValue }: Value): unknown => arrayValue?.values.map(plain) ?? stringValue ?? intValue;
