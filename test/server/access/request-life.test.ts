import { execute, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { expect, test } from 'vitest';
import { boundFields } from '../../../server/access/bound-fields.ts';
import { RequestLife } from '../../../server/access/request-life.ts';

const never = new Promise<string>(() => {});

/** A schema whose fields note that they began. */
function schemaOf(begun: string[], fields: Record<string, () => unknown>): GraphQLSchema {
  const noted = (name: string, work: () => unknown) => ({
    type: GraphQLString,
    resolve: () => {
      begun.push(name);
      return work();
    },
  });
  const made = (name: string) => new GraphQLObjectType({ name, fields: Object.fromEntries(Object.entries(fields).map(([field, work]) => [field, noted(field, work)])) });
  return boundFields(new GraphQLSchema({ query: made('Query'), mutation: made('Mutation') }));
}

const run = (schema: GraphQLSchema, source: string, life: RequestLife) => Promise.resolve(execute({ schema, document: parse(source), contextValue: { life } }));
const codes = (errors: readonly { originalError?: unknown }[] | undefined) => errors?.map(({ originalError }) => (originalError as { code: string }).code);

test('a field that takes longer than the deadline is refused, its neighbours are there', async () => {
  const schema = schemaOf([], { quick: () => 'here', later: async () => 'here too', slow: () => never });
  const { data, errors } = await run(schema, '{ quick later slow }', new RequestLife().endAfter(20));
  expect({ ...data }).toEqual({ quick: 'here', later: 'here too', slow: null });
  expect(codes(errors)).toEqual(['DEADLINE_EXCEEDED']);
});

test('when the client goes away no further field begins, and nothing waits for the one under way', async () => {
  const begun: string[] = [];
  const life = new RequestLife();
  const schema = schemaOf(begun, { first: () => never, second: async () => 'done' });
  const answer = run(schema, 'mutation { first second }', life);
  life.end();
  expect(codes((await answer).errors)).toEqual(['CLIENT_GONE', 'CLIENT_GONE']);
  expect(begun).toEqual(['first']);
  expect(life.signal.aborted).toBe(true);
});

test('a failure of the field itself passes as it is', async () => {
  const { errors } = await run(schemaOf([], { bad: () => Promise.reject(new Error('its own')) }), '{ bad }', new RequestLife());
  expect(errors?.[0]?.message).toBe('its own');
});
