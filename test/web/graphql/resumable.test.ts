import { expect, test } from 'vitest';
import { resumable } from '../../../web/graphql/resumable.ts';

test('a subscription sent again goes on behind the last message that came', () => {
  const { payload, remember } = resumable('subscription', { runId: 'run_1' });
  expect(payload.variables).toEqual({ runId: 'run_1' });
  remember({ epochRecorded: { cursor: '41' } });
  remember({ epochRecorded: { cursor: '42' } });
  expect(payload.variables).toEqual({ runId: 'run_1', after: '42' });
});

test('a message without data or cursor changes nothing', () => {
  const { payload, remember } = resumable('subscription', { after: '7' });
  remember(null);
  remember({ epochRecorded: null });
  expect(payload.variables).toEqual({ after: '7' });
});

test('the caller’s own variables are left as they are', () => {
  const variables = { runId: 'run_1' };
  resumable('subscription', variables).remember({ epochRecorded: { cursor: '41' } });
  expect(variables).toEqual({ runId: 'run_1' });
});
