import { type DestinationStream, type Logger, pino } from 'pino';
import { currentRequestId } from '../access/request-id.ts';

/** The server's log: JSON, a line each, with the id of the request that it is about. */
export function serverLog(level: string, destination?: DestinationStream): Logger {
  const mixin = () => {
    const requestId = currentRequestId();
    return requestId ? { requestId } : {};
  };
  return destination ? pino({ level, name: 'server', mixin }, destination) : pino({ level, name: 'server', mixin });
}
