// Next declares style sheets too, but only in a file that its build writes: a type check of a fresh clone needs it here.
declare module '*.css';

// Next names these three without a file ending and without an "exports" map: its bundler finds them, Node's rules, by which
// the rest is checked, do not. May go when Next has an "exports" map.
declare module 'next/link' {
  import type { LinkProps } from 'next/dist/client/link.js';
  import type { AnchorHTMLAttributes, JSX, RefAttributes } from 'react';
  type Rest = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof LinkProps> & RefAttributes<HTMLAnchorElement>;
  export default function Link(props: LinkProps & Rest): JSX.Element;
}
declare module 'next/navigation' {
  export * from 'next/dist/client/components/navigation.js';
}
declare module 'next/dynamic' {
  import Dynamic from 'next/dist/shared/lib/app-dynamic.js';
  export default Dynamic.default;
}
