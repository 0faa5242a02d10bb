'use client';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { markMentions } from './mentions.ts';
import { safeAddress } from './safe-address.ts';

/**
 * Markdown of people. It becomes a tree of React elements and never HTML, so tags in it are shown as they were typed; links lead to http,
 * https, mailto or into this site; a picture would let its host see who reads, so it is a link. `plugins` and `components` come on top.
 */
export function Markdown({ text, plugins = [], components = {} }: { text: string; plugins?: NonNullable<Options['remarkPlugins']>; components?: Components }) {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm, markMentions, ...plugins]} components={{ ...COMPONENTS, ...components }} urlTransform={safeAddress}>
        {text}
      </ReactMarkdown>
    </div>
  );
}

/** The page has its own first and second headings. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }) => <SafeLink href={typeof src === 'string' ? src : undefined}>{alt || 'picture'}</SafeLink>,
  table: ({ children }) => (
    // a wide table scrolls in its place, and with the keyboard too
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="scroll" tabIndex={0} aria-label="Table">
      <table>{children}</table>
    </section>
  ),
};

function SafeLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (!href) return <span>{children}</span>;
  const isOutside = /^[a-z]+:/i.test(href);
  return (
    <a href={href} {...(isOutside && { target: '_blank', rel: 'noopener noreferrer nofollow' })}>
      {children}
    </a>
  );
}
