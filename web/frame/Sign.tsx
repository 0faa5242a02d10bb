/** The sign of Collapsar: three class means on a simplex. */
export function Sign() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <path d="M11 12V3M11 12l8 5M11 12l-8 5" stroke="currentColor" strokeWidth="1.3" />
      <circle cx="11" cy="12" r="3.6" fill="currentColor" />
      <circle cx="11" cy="3" r="2" fill="var(--means)" />
      <circle cx="19" cy="17" r="2" fill="var(--classifiers)" />
      <circle cx="3" cy="17" r="2" fill="var(--etf)" />
    </svg>
  );
}
