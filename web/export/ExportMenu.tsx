'use client';
import { Menu } from '@mantine/core';
import { Icon } from '../frame/Icon.tsx';
import { saveFile, saveText } from './save-file.ts';
import { svgPicture, svgText } from './svg-text.ts';
import { type TableText, toCsv, toLatex, toMarkdown } from './table-text.ts';

interface ExportMenuProps {
  /** of what is exported; names the files too */
  title: string;
  caption: string;
  /** the drawing; left out where there is a table only */
  drawing?: () => SVGSVGElement | null;
  table: () => TableText;
  /** the rows of the CSV file where they are more than a printed table holds; left out: those of the table */
  numbers?: () => TableText;
  /** shows the numbers in place of the drawing, and back */
  isTable?: boolean;
  onTable?: () => void;
}

/** What can be taken along of a chart or a table. */
export function ExportMenu({ title, caption, drawing, table, numbers = table, isTable, onTable }: ExportMenuProps) {
  const svg = () => {
    const drawn = drawing?.();
    return drawn ? svgText(drawn, { title, caption }) : null;
  };
  const saveSvg = () => {
    const text = svg();
    if (text) saveText(`${title}.svg`, text, 'image/svg+xml');
  };
  const savePng = async (scale: number) => {
    const text = svg();
    if (text) saveFile(`${title}${scale === 1 ? '' : `-${scale}x`}.png`, await svgPicture(text, scale));
  };
  const copy = (text: string) => void navigator.clipboard?.writeText(text);
  return (
    <Menu position="bottom-end" withinPortal={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu', item: 'menu-item', label: 'menu-label' }}>
      <Menu.Target>
        <button type="button" className="btn icon plain more-button" aria-label={`Export ${title}`}>
          <Icon name="more" isSmall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {onTable && <Menu.Item onClick={onTable}>{isTable ? 'Show the chart' : 'Show as a table'}</Menu.Item>}
        {drawing && !isTable && (
          <>
            <Menu.Item onClick={saveSvg}>Save as SVG</Menu.Item>
            <Menu.Item onClick={() => void savePng(2)}>Save as PNG, 2×</Menu.Item>
            <Menu.Item onClick={() => void savePng(4)}>Save as PNG, 4×</Menu.Item>
          </>
        )}
        <Menu.Item onClick={() => saveText(`${title}.csv`, toCsv(numbers()), 'text/csv')}>Save as CSV</Menu.Item>
        <Menu.Item onClick={() => copy(toLatex(table()))}>Copy as LaTeX table</Menu.Item>
        <Menu.Item onClick={() => copy(toMarkdown(table()))}>Copy as Markdown table</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
