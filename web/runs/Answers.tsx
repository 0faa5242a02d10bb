'use client';
import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Icon } from '../frame/Icon.tsx';
import { type Answer, prepareAnswers, type VerdictTestRow } from './prepare-answers.ts';
import type { RunRecord } from './run-record.ts';

/** The four answers with which a run opens. */
export function Answers({ record }: { record: RunRecord }) {
  const { collapse, when, improving, generalises } = useMemo(() => prepareAnswers(record), [record]);
  const verdict = (
    <span className="status">
      <Icon name={collapse.icon} />
      {collapse.answer}
    </span>
  );
  return (
    <dl className="panel answers">
      <div>
        <dt>{collapse.question}</dt>
        <dd>
          {collapse.tests.length > 0 ? <WithTests tests={collapse.tests}>{verdict}</WithTests> : verdict}
          <small>{collapse.detail}</small>
        </dd>
      </div>
      <AnswerCell answer={when} tone={when.isReached ? 'c-tpt' : undefined} />
      <AnswerCell answer={improving} />
      <AnswerCell answer={generalises} />
    </dl>
  );
}

function AnswerCell({ answer, tone }: { answer: Answer; tone?: string }) {
  return (
    <div>
      <dt>{answer.question}</dt>
      <dd>
        <span className={tone}>{answer.answer}</span>
        <small>{answer.detail}</small>
      </dd>
    </div>
  );
}

/** The values behind a suggested verdict, on hover and on focus. */
function WithTests({ tests, children }: { tests: VerdictTestRow[]; children: React.ReactNode }) {
  return (
    <Tooltip
      label={<TestTable tests={tests} />}
      position="bottom-start"
      withinPortal={false}
      classNames={{ tooltip: 'tip' }}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className="verdict">
        {children}
      </button>
    </Tooltip>
  );
}

function TestTable({ tests }: { tests: VerdictTestRow[] }) {
  const [{ data }] = useQuery({ query: MetricsDocument });
  const titleOf = (id: string) => data?.metrics.find((entry) => entry.id === id)?.title ?? id;
  return (
    <table>
      <thead>
        <tr>
          <th>Test, train images</th>
          <th className="num">Value</th>
          <th className="num">At most</th>
          <th>Met</th>
        </tr>
      </thead>
      <tbody>
        {tests.map((test) => (
          <tr key={test.metric}>
            <td>{titleOf(test.metric)}</td>
            <td className="num" title={test.exact}>
              {test.value}
            </td>
            <td className="num">{test.threshold}</td>
            <td>{test.isMet ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
