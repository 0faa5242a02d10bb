import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { Verdict } from '../measuring/suggested-verdict.ts';

registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'Whether a run collapsed, as the four tests suggest.',
  valuesConfig: {
    COLLAPSED: { description: 'All four tests are met.' },
    PARTLY: { description: 'Two or three tests are met.' },
    NOT: { description: 'Fewer than two tests are met.' },
    NO_TERMINAL_PHASE: { description: 'The train error has not vanished so far, or nothing was measured since it did.' },
  },
});

@ObjectType({ description: 'One test of the suggested verdict.' })
export class VerdictTest {
  @Field(() => MetricId, { description: 'What is tested.' })
  metric!: MetricId;
  @Field(() => Float, { nullable: true, description: 'The measured value; null where undefined, which does not meet the test.' })
  value!: number | null;
  @Field(() => Float, { description: 'The largest value that meets the test.' })
  threshold!: number;
  @Field({ description: 'Whether the value is at most the threshold.' })
  isMet!: boolean;
}

@ObjectType({ description: 'The four tests of the suggested verdict on the last train snapshot in the terminal phase.' })
export class SuggestedVerdict {
  @Field(() => Verdict, { description: 'What the tests together suggest.' })
  verdict!: Verdict;
  @Field(() => Int, { nullable: true, description: 'The epoch that was tested; null without a terminal phase.' })
  epoch!: number | null;
  @Field(() => [VerdictTest], { description: 'The four tests; empty without a terminal phase.' })
  tests!: VerdictTest[];
}
