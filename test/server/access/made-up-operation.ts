import { type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';

type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

/** An operation that asks for one field of the schema, with made-up arguments of the right types; with `id`, also every argument that takes one. */
export function operationOf(kind: string, field: Field, id?: string): string {
  const given = field.args.filter((arg) => isWanted(arg, id)).map((arg) => `${arg.name}: ${madeUp(arg.type, id)}`);
  return `${kind} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selectionOf(field.type)} }`;
}

/** Whether a field takes an id, also inside an input. */
export const takesIds = (field: Field): boolean => field.args.some((arg) => hasId(arg.type));

const hasId = (type: GraphQLInputType, depth = 0): boolean => {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return depth < 3 && Object.values(named.getFields()).some((field) => hasId(field.type, depth + 1));
  return named.name === 'ID';
};

const isWanted = (input: Input, id: string | undefined) => (isNonNullType(input.type) && input.defaultValue === undefined) || (id !== undefined && hasId(input.type));

function madeUp(type: GraphQLInputType, id: string | undefined, depth = 0): string {
  if (isNonNullType(type)) return madeUp(type.ofType, id, depth);
  if (isListType(type)) return `[${madeUp(type.ofType, id, depth)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    // an input may hold itself (and, or, not)
    const given = Object.values(type.getFields()).filter((field) => isWanted(field, depth < 2 ? id : undefined));
    return `{ ${given.map((field) => `${field.name}: ${madeUp(field.type, id, depth + 1)}`).join(', ')} }`;
  }
  return { Int: '1', JSONObject: '{}', Float: '0.5', Boolean: 'true', DateTimeISO: '"2026-01-01T00:00:00.000Z"', ID: `"${id ?? 'nothing'}"` }[type.name] ?? '"nothing"';
}

/** The first leaf of a type, however deep. */
function selectionOf(type: Field['type'], depth = 0): string {
  const named = getNamedType(type);
  if (isInterfaceType(named)) return `{ ${Object.keys(named.getFields())[0]} }`;
  if (isLeafType(named) || !isObjectType(named)) return '';
  const simple = Object.values(named.getFields()).filter((field) => field.args.length === 0);
  const leaf = simple.find((field) => field.name === 'id') ?? simple.find((field) => isLeafType(getNamedType(field.type)) && field.name !== 'totalCount');
  if (leaf) return `{ ${leaf.name} }`;
  const inner = simple.find((field) => depth < 4 && selectionOf(field.type, depth + 1) !== '');
  return inner ? `{ ${inner.name} ${selectionOf(inner.type, depth + 1)} }` : '{ __typename }';
}
