import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type StringValueNode,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { LIMITS } from './limits.ts';

type FragmentOf = (name: string) => FragmentDefinitionNode | null | undefined;

/** An operation with its fragments spread out. */
export interface Shape {
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** fields in all; an exponential fan-out of fragments is counted, not walked */
  selections: number;
}

/** The rules of the specification and our limits; every document is validated against them, over HTTP and WebSocket alike. */
export const limitRules: ValidationRule[] = [shapeRule, stringRule];
export const documentRules: readonly ValidationRule[] = [...specifiedRules, ...limitRules];

/** Refuses a text in the document that is too long; those in variables are looked at before the operation runs. */
function stringRule(context: ValidationContext) {
  return {
    StringValue(node: StringValueNode) {
      const bytes = Buffer.byteLength(node.value);
      if (bytes <= LIMITS.stringBytes) return;
      const message = `A text in the document has ${bytes} bytes; at most ${LIMITS.stringBytes} are allowed.`;
      context.reportError(new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT', limit: LIMITS.stringBytes, actual: bytes } }));
    },
  };
}

/** Refuses operations that are nested too deeply, or have too many aliases, root fields, directives, variables or fields in all. */
function shapeRule(context: ValidationContext) {
  return {
    OperationDefinition(operation: OperationDefinitionNode) {
      const shape = shapeOf(operation, (name) => context.getFragment(name));
      const refuse = (code: string, what: string, actual: number, limit: number) => {
        if (actual <= limit) return;
        const message = `The operation has ${what} ${actual}; at most ${limit} is allowed, so ask in smaller parts.`;
        context.reportError(new GraphQLError(message, { nodes: operation, extensions: { code, limit, actual } }));
      };
      refuse('DEPTH_EXCEEDED', 'depth', shape.depth, LIMITS.depth);
      refuse('TOO_MANY_ALIASES', 'alias count', shape.aliases, LIMITS.aliases);
      refuse('TOO_MANY_ROOT_FIELDS', 'root field count', shape.rootFields, LIMITS.rootFields);
      refuse('TOO_MANY_DIRECTIVES', 'directive count', shape.directives, LIMITS.directives);
      refuse('TOO_MANY_VARIABLES', 'variable count', operation.variableDefinitions?.length ?? 0, LIMITS.variables);
      refuse('MAX_RECURSIVE_SELECTIONS_EXCEEDED', 'field count', shape.selections, LIMITS.selections);
    },
  };
}

/**
 * The operation's shape with its fragments spread out. Each fragment is measured once, so that fragments which spread
 * one another many times over cannot make measuring itself expensive; one that contains itself ends at its second visit.
 */
export function shapeOf(operation: OperationDefinitionNode, fragmentOf: FragmentOf): Shape {
  const measured = new Map<string, Shape>();
  const empty: Shape = { depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0 };

  const ofSet = (set: SelectionSetNode | undefined): Shape =>
    (set?.selections ?? []).map(ofSelection).reduce(
      (sum, part) => ({
        depth: Math.max(sum.depth, part.depth),
        aliases: sum.aliases + part.aliases,
        rootFields: sum.rootFields + part.rootFields,
        directives: sum.directives + part.directives,
        selections: sum.selections + part.selections,
      }),
      empty,
    );

  const ofSelection = (selection: SelectionNode): Shape => {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) return ofField(selection, directives);
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? ofSet(selection.selectionSet) : ofFragment(selection.name.value);
    return { ...inner, directives: inner.directives + directives };
  };

  const ofField = (field: FieldNode, directives: number): Shape => {
    const inner = ofSet(field.selectionSet);
    // tools ask for the schema with one deep query; it costs nothing that grows
    const isIntrospection = field.name.value.startsWith('__');
    return {
      depth: isIntrospection ? 0 : inner.depth + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      rootFields: 1,
      directives: inner.directives + directives,
      selections: 1 + inner.selections,
    };
  };

  const ofFragment = (name: string): Shape => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, empty);
    const shape = ofSet(fragmentOf(name)?.selectionSet);
    measured.set(name, shape);
    return shape;
  };

  return ofSet(operation.selectionSet);
}
