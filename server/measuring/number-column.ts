import { GraphQLError, GraphQLScalarType } from 'graphql';

/** What a resolver may return for it. */
export type NumberColumn = readonly (number | null)[] | Float64Array | Uint32Array;

/**
 * A column of numbers that goes through GraphQL as one value: per-element resolution would cost ten times the time.
 * JSON has no NaN and no infinity, and a single one would make the answer unreadable: they become null.
 */
export const NumberColumn = new GraphQLScalarType<NumberColumn, readonly (number | null)[]>({
  name: 'NumberColumn',
  description: 'A column of numbers as one JSON array; null where there is no finite value.',
  serialize(column) {
    const numbers = column instanceof Float64Array || column instanceof Uint32Array ? Array.from(column) : column;
    if (!Array.isArray(numbers)) throw new GraphQLError('A NumberColumn must be an array of numbers.');
    // nearly every column is good as it is, and a copy of each would be a tenth of the time of an answer
    return numbers.every(isGood) ? numbers : numbers.map((value) => (isGood(value) ? value : null));
  },
  parseValue() {
    throw new GraphQLError('NumberColumn is for answers only.');
  },
});

const isGood = (value: unknown) => value === null || Number.isFinite(value);
