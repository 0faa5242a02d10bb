import type { ReactNode } from 'react';
import { cornersOf, exampleMark } from './shapes.ts';

/** What is what, in the colours and marks of the drawing. */
export function Keys({ classes, names, hasExamples, hasClassifiers }: { classes: readonly number[]; names: readonly string[]; hasExamples: boolean; hasClassifiers: boolean }) {
  return (
    <div className="keys-row">
      <Key token="means" name="class means">
        <path d="M1,5H14" strokeWidth="2.5" />
        <circle cx="16" cy="5" r="4.5" />
      </Key>
      {hasClassifiers && (
        <Key token="classifiers" name="classifiers">
          <path d="M1,5H14" strokeWidth="1.5" />
          <path d="M16,0.5L20.5,5L16,9.5L11.5,5z" />
        </Key>
      )}
      <Key token="etf" name="simplex ETF">
        <circle cx="11" cy="5" r="4.2" fill="none" strokeWidth="1.6" strokeDasharray="3 2" />
      </Key>
      {hasExamples ? (
        classes.map((c, i) => (
          <Key key={c} token="examples" name={`${i === 0 ? 'examples of ' : ''}${names[c]}`} width={12}>
            <ExampleMark place={i} />
          </Key>
        ))
      ) : (
        <span className="fig">no examples were recorded</span>
      )}
    </div>
  );
}

function ExampleMark({ place }: { place: number }) {
  const corners = cornersOf(exampleMark(place));
  if (corners.length === 0) return <circle cx="6" cy="5" r="3" />;
  return <path d={`M${corners.map(([x, y]) => `${6 + 3 * x},${5 + 3 * y}`).join('L')}z`} />;
}

function Key({ token, name, width = 22, children }: { token: string; name: string; width?: number; children: ReactNode }) {
  return (
    <span className="key-entry">
      <svg viewBox={`0 0 ${width} 10`} width={width} height="10" style={{ color: `var(--${token})` }} aria-hidden="true">
        {children}
      </svg>
      {name}
    </span>
  );
}
