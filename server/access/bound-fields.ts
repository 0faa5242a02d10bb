import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type { RequestContext } from './request-context.ts';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * Makes every field of a schema heed its request's life: none begins after its end, and none that waits holds up the answer. In place, once.
 * Fields that answer at once stay as fast as they are.
 */
export function boundFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve && field.resolve !== defaultFieldResolver) field.resolve = bound(field.resolve);
    }
  }
  return schema;
}

/** What an object brings along of its fields: whoever read it has read these too. Only fields without arguments and without access of their own. */
export interface Bringing {
  brought?: Readonly<Record<string, unknown>>;
}

function bound(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const { life } = context;
    if (life.over) throw life.over;
    const brought = (source as Bringing | undefined)?.brought;
    if (brought && info.fieldName in brought) return brought[info.fieldName];
    const result = resolve(source, args, context, info);
    return isPromise(result) ? life.race(result) : result;
  };
}

const isPromise = (value: unknown): value is PromiseLike<unknown> => typeof (value as { then?: unknown } | null)?.then === 'function';
