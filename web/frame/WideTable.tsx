import type { ReactNode } from 'react';

/** A table that scrolls sideways inside its panel where that is narrow; by keyboard too. */
export function WideTable({ label, className, heads, children }: { label: string; className?: string; heads: ReactNode; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body wide" aria-label={label} tabIndex={0}>
      <table className={className}>
        <thead>
          <tr>{heads}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
