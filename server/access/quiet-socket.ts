import { WebSocket } from 'ws';

type Done = (error?: Error) => void;

/**
 * A WebSocket that does not complain of messages which the other side can no longer get. When a slow or broken client is cut off, every
 * message that still waited for it would fail, and graphql-ws writes a stack trace for each.
 */
export class QuietSocket extends WebSocket {
  override send(data: Parameters<WebSocket['send']>[0], ...rest: unknown[]): void {
    const done = rest.find((each) => typeof each === 'function') as Done | undefined;
    const options = rest.find((each) => typeof each === 'object') ?? {};
    super.send(data, options, (error) => done?.(this.readyState === this.OPEN ? error : undefined));
  }
}
