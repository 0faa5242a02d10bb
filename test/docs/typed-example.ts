import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { graphql } from '../../web/graphql/graphql.ts';

/** The block of TypeScript in docs/api.md, so that the type check reads it too. Gives the run's last epoch. */
export async function askTyped(url: string, id: string): Promise<number | null | undefined> {
  const client = new Client({ url: `${url}/graphql`, exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });
  const { data } = await client.query(graphql(`query ($id: ID!) { run(id: $id) { name lastEpoch terminalPhaseEpoch } }`), { id });
  data?.run?.lastEpoch; // number
  return data?.run?.lastEpoch;
}
