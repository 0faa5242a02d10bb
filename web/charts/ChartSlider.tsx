'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface ChartSliderProps extends Omit<ComponentProps<'div'>, 'role' | 'tabIndex'> {
  /** the chart in a sentence, for those who do not see it */
  summary: string;
  height: number;
  /** read aloud when it changes by key; empty: nothing */
  spoken: ReactNode;
  children: ReactNode;
}

/** The place of a chart, in which arrow keys go from value to value and tell each. */
export function ChartSlider({ summary, height, spoken, children, 'aria-valuenow': now, ...props }: ChartSliderProps) {
  const summaryId = useId();
  return (
    <>
      <div {...props} style={{ height }} role="slider" tabIndex={0} aria-valuenow={now} aria-describedby={summaryId}>
        {children}
      </div>
      <p id={summaryId} className="hide">
        {summary}
      </p>
      <p className="hide" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}
