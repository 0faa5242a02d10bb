import type { PrismaClient } from '../../prisma/client.ts';
import type { AccessSettings } from './access-settings.ts';
import { Allowance } from './allowance.ts';
import { Doorkeeper } from './doorkeeper.ts';
import type { EventSource } from './request-context.ts';

/** What every way into the server shares: who asks, and how much they may ask, over HTTP and WebSocket alike. */
export interface Gate {
  record: PrismaClient;
  events: EventSource;
  settings: AccessSettings;
  allowance: Allowance;
  doorkeeper: Doorkeeper;
}

export function makeGate(record: PrismaClient, events: EventSource, settings: AccessSettings): Gate {
  const allowance = new Allowance();
  return { record, events, settings, allowance, doorkeeper: new Doorkeeper(record, settings, allowance) };
}
