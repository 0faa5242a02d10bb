import { registerEnumType } from 'type-graphql';
import { ValueKind } from './value-kind.ts';

export { ValueKind } from './value-kind.ts';

registerEnumType(ValueKind, {
  name: 'ValueKind',
  description: 'What stands in the place of a value.',
  valuesConfig: {
    FINITE: { description: 'A number.' },
    UNDEFINED: { description: 'The metric has no value here; the reason says why.' },
    PENDING: { description: 'Not computed yet.' },
    MISSING: { description: 'Nothing was recorded.' },
    NOT_APPLICABLE: { description: 'The metric does not apply to such a layer or file.' },
  },
});
