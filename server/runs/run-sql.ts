import { Prisma } from '../../prisma/client.ts';
import { valueSql } from '../measuring/value-sql.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { ValuePlaceInput } from './run-filter.input.ts';

/** FROM of a statement over runs, to which filter and order add the values they look at; a value that both look at is joined once. */
export class RunTables {
  readonly #joins = new Map<string, { alias: Prisma.Sql; join: Prisma.Sql }>();

  /** Joins a value of each run and gives its alias, with the columns value, is_pending and is_recorded. */
  value({ version, at, epoch, split, layer }: ValuePlaceInput, metric: MetricId): Prisma.Sql {
    const key = JSON.stringify([metric, version, at, epoch, split, layer]);
    const known = this.#joins.get(key);
    if (known) return known.alias;
    const alias = ALIASES[this.#joins.size]!;
    const place = valueSql({ metric, at, epoch, split, layer }, version ?? undefined);
    const join = Prisma.sql`LEFT JOIN LATERAL (SELECT place.*, TRUE AS is_recorded FROM (${place}) place) ${alias} ON TRUE`;
    this.#joins.set(key, { alias, join });
    return alias;
  }

  get from(): Prisma.Sql {
    const joins = [...this.#joins.values()].map(({ join }) => join);
    return Prisma.join([Prisma.sql`"Run" r JOIN "Study" st ON st.id = r."studyId"`, ...joins], '\n');
  }
}

/** One for each filter that there may be, and one for the order. */
const ALIASES = Array.from({ length: 51 }, (_, i) => Prisma.raw(`value_${i}`));
