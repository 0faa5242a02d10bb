'use client';
import type { Problem } from '../graphql/problem.ts';
import { Icon } from './Icon.tsx';

/** Stands where something could not be read, or done: why, what to do, and what to quote. */
export function Failure({ problem, onAgain }: { problem: Problem; onAgain?: () => void }) {
  return (
    <div className={onAgain ? 'state' : 'state quiet'} role="alert">
      <p className="status">
        <Icon name="alert" tone="bad" />
        <b>{onAgain ? 'Could not be read' : 'Not done'}</b>
      </p>
      <p>
        {problem.code}: {problem.sentence}
      </p>
      {onAgain && (
        <button type="button" className="btn" onClick={onAgain}>
          Try again
        </button>
      )}
      {problem.requestId && <span className="fig">request {problem.requestId}</span>}
    </div>
  );
}
