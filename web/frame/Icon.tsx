import type { ReactNode } from 'react';

const SHAPES = {
  check: <path d="m3 8.5 3.2 3L13 4.5" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2.4" />,
  full: <circle className="f" cx="8" cy="8" r="5" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path className="f" d="M8 3a5 5 0 0 0 0 10z" />
    </>
  ),
  none: <circle cx="8" cy="8" r="5" />,
  queued: <circle cx="8" cy="8" r="5" strokeDasharray="2 2" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5" opacity=".3" />
      <path d="M8 3a5 5 0 0 1 5 5" strokeWidth="2" />
    </>
  ),
  alert: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3v.1" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.6" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle className="f" cx="8" cy="8" r="1.6" />
    </>
  ),
  hidden: <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM3 13.5l10-11" />,
  rerun: <path d="M12.8 8A4.8 4.8 0 1 1 11 4.3M11.2 1.8v2.8H8.4" />,
  bell: <path d="M3 12h10c-1-1-1.5-2-1.5-4.5a3.5 3.5 0 0 0-7 0C4.5 10 4 11 3 12zM6.7 14h2.6M8 2.2v1.3" />,
  note: <path d="M2.5 3h11v8h-6l-3 2.5V11h-2z" />,
  down: <path d="m4 6 4 4 4-4" />,
  auto: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path className="f" d="M8 2.5a5.5 5.5 0 0 1 0 11z" />
    </>
  ),
  light: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />
    </>
  ),
  dark: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A sign beside a word; never the only carrier of a meaning, so it is hidden from readers of text. */
export function Icon({
  name,
  isSmall = false,
  tone,
}: {
  name: IconName;
  isSmall?: boolean;
  tone?: 'bad' | 'warn' | 'good';
}) {
  return (
    <svg className={`i${isSmall ? ' s' : ''}${tone ? ` c-${tone}` : ''}`} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
