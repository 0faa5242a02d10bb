'use client';
import { Menu } from '@mantine/core';
import { Icon } from '../frame/Icon.tsx';
import type { TableText } from './table-text.ts';

/** Loaded when the menu is opened: most charts are looked at and not taken along. */
const loadFiles = () => import('./write-files.ts');

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
  const save = async (scale: number | 'svg') => {
    const { saveFile, saveText, svgPicture, svgText } = await loadFiles();
    const drawn = drawing?.();
    if (!drawn) return;
    const text = svgText(drawn, { title, caption });
    if (scale === 'svg') saveText(`${title}.svg`, text, 'image/svg+xml');
    else saveFile(`${title}${scale === 1 ? '' : `-${scale}x`}.png`, await svgPicture(text, scale));
  };
  const saveCsv = async () => {
    const { saveText, toCsv } = await loadFiles();
    saveText(`${title}.csv`, toCsv(numbers()), 'text/csv');
  };
  const copy = async (as: 'toLatex' | 'toMarkdown') => {
    const text = (await loadFiles())[as](table());
    await navigator.clipboard?.writeText(text);
  };
  return (
    <Menu onOpen={() => void loadFiles()} position="bottom-end" withinPortal={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu', item: 'menu-item', label: 'menu-label' }}>
      <Menu.Target>
        <button type="button" className="btn icon plain more-button" aria-label={`Export ${title}`}>
          <Icon name="more" isSmall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {onTable && <Menu.Item onClick={onTable}>{isTable ? 'Show the chart' : 'Show as a table'}</Menu.Item>}
        {drawing && !isTable && (
          <>
            <Menu.Item onClick={() => void save('svg')}>Save as SVG</Menu.Item>
            <Menu.Item onClick={() => void save(2)}>Save as PNG, 2×</Menu.Item>
            <Menu.Item onClick={() => void save(4)}>Save as PNG, 4×</Menu.Item>
          </>
        )}
        <Menu.Item onClick={() => void saveCsv()}>Save as CSV</Menu.Item>
        <Menu.Item onClick={() => void copy('toLatex')}>Copy as LaTeX table</Menu.Item>
        <Menu.Item onClick={() => void copy('toMarkdown')}>Copy as Markdown table</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
