'use client';
import type { Problem } from '../graphql/problem.ts';
import { Icon } from './Icon.tsx';

/** Stands where something could not be read: why, what to do, and what to quote. */
export function Failure({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <div className="state" role="alert">
      <p className="status">
        <Icon name="alert" tone="bad" />
        <b>Could not be read</b>
      </p>
      <p>
        {problem.code}: {problem.sentence}
      </p>
      <button type="button" className="btn" onClick={onAgain}>
        Try again
      </button>
      {problem.requestId && <span className="fig">request {problem.requestId}</span>}
    </div>
  );
}
