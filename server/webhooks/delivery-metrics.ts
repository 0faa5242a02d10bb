import { Counter, Gauge, type Registry } from 'prom-client';
import type { PrismaClient } from '../../prisma/client.ts';
import type { DeliverySettings } from './deliver.ts';

const ENDS = ['delivered', 'failed', 'refused'] as const;

/** Counts tries and what waits, for /metrics; gives what counts a try. */
export function deliveryMetrics(registry: Registry, record: PrismaClient): DeliverySettings['onTry'] {
  const tries = new Counter({ name: 'collapsar_webhook_tries_total', help: 'Tries of this server to deliver to a webhook, by how they ended; refused: against the rules, nothing was sent.', labelNames: ['result'], registers: [registry] });
  for (const result of ENDS) tries.inc({ result }, 0);
  new Gauge({
    name: 'collapsar_webhook_deliveries_waiting',
    help: 'Deliveries to webhooks that are still to be made, by all servers together; absent while the database is away.',
    registers: [registry],
    async collect() {
      const waiting = await record.webhookDelivery.count({ where: { nextTryAt: { not: null } } }).catch(() => null);
      if (waiting === null) this.remove();
      else this.set(waiting);
    },
  });
  return (result) => tries.inc({ result });
}
