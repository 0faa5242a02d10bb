import type { PrismaClient } from '../../prisma/client.ts';
import { type AuditChoice, auditWhere } from '../access/audit-filter.ts';
import type { Column, ExportTable, Row } from './export-table.ts';

const COLUMNS: Column[] = [
  { name: 'id', type: 'integer' },
  { name: 'at', type: 'time' },
  { name: 'caller', type: 'text' },
  { name: 'person', type: 'text' },
  { name: 'role', type: 'text' },
  { name: 'action', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'refusal', type: 'text' },
  { name: 'before', type: 'text' },
  { name: 'after', type: 'text' },
];

const PAGE = 500;

/** The entries of the audit log that are wanted, oldest first; what was there before and after as JSON. */
export function auditTable(record: PrismaClient, choice: AuditChoice): ExportTable {
  return { name: 'audit', columns: COLUMNS, batches: () => auditRows(record, choice) };
}

async function* auditRows(record: PrismaClient, choice: AuditChoice): AsyncGenerator<Row[]> {
  for (let after = 0n; ; ) {
    const rows = await record.auditEvent.findMany({ where: { AND: [auditWhere(choice), { id: { gt: after } }] }, orderBy: { id: 'asc' }, take: PAGE });
    yield rows.map(({ id, at, caller, person, role, action, subject, refusal, before, after: now }): Row => [Number(id), at, caller, person, role, action, subject, refusal, asText(before), asText(now)]);
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.id;
  }
}

const asText = (value: unknown) => (value === null ? null : JSON.stringify(value));
