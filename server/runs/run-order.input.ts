import { Field, InputType, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../access/order-direction.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { ValuePlaceInput } from './run-filter.input.ts';

/** What a list of runs can be ordered by. */
export const RunOrderKey = {
  CREATED: 'CREATED',
  STARTED: 'STARTED',
  FINISHED: 'FINISHED',
  NAME: 'NAME',
  ARCHITECTURE: 'ARCHITECTURE',
  DATASET: 'DATASET',
  STATUS: 'STATUS',
  LAST_EPOCH: 'LAST_EPOCH',
  TERMINAL_PHASE_EPOCH: 'TERMINAL_PHASE_EPOCH',
  TEST_ERROR: 'TEST_ERROR',
  METRIC: 'METRIC',
} as const;
export type RunOrderKey = (typeof RunOrderKey)[keyof typeof RunOrderKey];

registerEnumType(RunOrderKey, {
  name: 'RunOrderKey',
  description: 'What a list of runs can be ordered by.',
  valuesConfig: {
    CREATED: { description: 'When it was queued.' },
    STARTED: { description: 'When training began.' },
    FINISHED: { description: 'When training ended.' },
    NAME: { description: 'Its name, capitals or not.' },
    ARCHITECTURE: { description: 'Family of the network, then depth.' },
    DATASET: { description: 'Data set.' },
    STATUS: { description: 'How it stands, in the order of RunStatus.' },
    LAST_EPOCH: { description: 'The newest epoch recorded.' },
    TERMINAL_PHASE_EPOCH: { description: 'First epoch of the terminal phase.' },
    TEST_ERROR: { description: 'Test error of the last epoch that was evaluated on the test images.' },
    METRIC: { description: 'The value that `metric` names.' },
  },
});

@InputType({ description: 'The value of each run that orders a list; a value not computed yet counts as none.' })
export class OrderMetric extends ValuePlaceInput {
  @Field(() => MetricId, { description: 'The metric.' })
  name!: MetricId;
}

@InputType({ description: 'The order of a list of runs; runs without a value come last, and the id settles what is equal.' })
export class RunOrder {
  @Field(() => RunOrderKey, { description: 'What it is ordered by.' })
  key!: RunOrderKey;
  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
  @Field(() => OrderMetric, { nullable: true, description: 'With the key METRIC, and only there: which value.' })
  metric?: OrderMetric | null;
}
