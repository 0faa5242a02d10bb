import { Prisma } from '../../prisma/client.ts';
import { testErrorSql, type ValueSql, valueSql } from '../measuring/value-sql.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { ValuePlaceInput } from './run-filter.input.ts';

/** FROM of a statement over runs, to which filter and order add what they look at; a value that both look at is joined once. */
export class RunTables {
  readonly #joins = new Map<string, ValueSql>();
  #hasStudy = false;

  /** Joins a value of each run. */
  value({ version, at, epoch, split, layer }: ValuePlaceInput, metric: MetricId): ValueSql {
    return this.#join([metric, version, at, epoch, split, layer], (name) => valueSql({ metric, at, epoch, split, layer }, name, version ?? undefined));
  }

  /** Joins the newest test error of each run. */
  testError(): ValueSql {
    return this.#join(['test error'], testErrorSql);
  }

  /** Joins the study of each run and gives its name there. */
  study(): Prisma.Sql {
    this.#hasStudy = true;
    return Prisma.sql`st`;
  }

  /** Whether one of the values joined so far is not computed yet. */
  get isPending(): Prisma.Sql {
    return Prisma.sql`(${Prisma.join([Prisma.sql`FALSE`, ...[...this.#joins.values()].map(({ isPending }) => isPending)], ' OR ')})`;
  }

  get from(): Prisma.Sql {
    const joins = [...this.#joins.values()].map(({ join }) => join);
    return Prisma.join([Prisma.sql`"Run" r`, ...(this.#hasStudy ? [Prisma.sql`JOIN "Study" st ON st.id = r."studyId"`] : []), ...joins], '\n');
  }

  #join(place: unknown[], make: (name: string) => ValueSql): ValueSql {
    const key = JSON.stringify(place);
    const value = this.#joins.get(key) ?? make(`value_${this.#joins.size}`);
    this.#joins.set(key, value);
    return value;
  }
}
