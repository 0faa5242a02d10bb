import type { ReactNode } from 'react';

interface WideTableProps {
  label: string;
  className?: string;
  heads: ReactNode;
  children: ReactNode;
  /** within what has its own margins */
  isInset?: boolean;
}

/** A table that scrolls sideways inside its panel where that is narrow; by keyboard too. */
export function WideTable({ label, className, heads, children, isInset = false }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className={isInset ? 'scroll-x' : 'body wide'} aria-label={label} tabIndex={0}>
      <table className={className}>
        <thead>
          <tr>{heads}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
