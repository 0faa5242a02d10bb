'use client';
import { type ComponentProps, createContext, memo, useContext } from 'react';
import { Markdown } from '../review/Markdown.tsx';
import { levelHeadings, placeBlocks, showMarkup } from './place-blocks.ts';

/** Draws the n-th block of a text; `asked` is what its fence says. */
export type DrawBlock = (index: number, asked: string) => React.ReactNode;

const BlocksContext = createContext<DrawBlock>(() => null);
const Words = memo(Markdown);
const PLUGINS = [levelHeadings, placeBlocks, showMarkup];

/** The words of a report with its blocks in their places. The words are read once; a switch of a block draws that block alone. */
export function ReportBody({ text, draw }: { text: string; draw: DrawBlock }) {
  return (
    <BlocksContext value={draw}>
      <Words text={text} plugins={PLUGINS} components={COMPONENTS} />
    </BlocksContext>
  );
}

type SectionProps = ComponentProps<'section'> & { node?: { properties?: Record<string, unknown> } };

/** The other section that there is holds the footnotes. */
function Section({ node, children, ...rest }: SectionProps) {
  const draw = useContext(BlocksContext);
  const { dataBlock, dataAsked } = node?.properties ?? {};
  if (dataBlock === undefined) return <section {...rest}>{children}</section>;
  return draw(Number(dataBlock), String(dataAsked));
}

/** Headings as deep as they were levelled to. */
const COMPONENTS = { h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h5', h6: 'h6', section: Section } as const;
