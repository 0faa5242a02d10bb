import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * Names of the fields that an operation asks of what lies below a field at the given paths, e.g. ['nodes'] and ['edges', 'node'], through
 * fragments too. Fields that a directive leaves out are among them: what is loaded for nothing does no harm.
 */
export function fieldsAskedAt({ fieldNodes, fragments }: GraphQLResolveInfo, paths: readonly (readonly string[])[]): Set<string> {
  const below = (fields: readonly FieldNode[]): FieldNode[] => fields.flatMap(({ selectionSet }) => fieldsOf(selectionSet, fragments));
  const at = (path: readonly string[]) => path.reduce((fields, name) => below(fields).filter((field) => field.name.value === name), [...fieldNodes]);
  return new Set(paths.flatMap((path) => below(at(path))).map((field) => field.name.value));
}

function fieldsOf(set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments']): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return fieldsOf(selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet, fragments);
  });
}
