import { registerEnumType } from 'type-graphql';
import { ValueAt } from './value-place.ts';

export { ValueAt } from './value-place.ts';

registerEnumType(ValueAt, {
  name: 'ValueAt',
  description: "Which of a run's epochs a single value is taken from.",
  valuesConfig: {
    LAST: { description: 'The last measured epoch.' },
    BEST: { description: 'The measured epoch nearest to collapse: the smallest value of a metric that falls, the largest of one that rises.' },
    TERMINAL_PHASE: { description: 'Where the terminal phase begins: the first measured epoch from there on.' },
    EPOCH: { description: 'The epoch whose number is given.' },
  },
});
