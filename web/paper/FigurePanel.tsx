'use client';
import { useRef, useState } from 'react';
import { coloured } from '../charts/coloured.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { drawnOnce } from '../export/drawn-once.ts';
import { GapNote } from '../figures/GapNote.tsx';
import { Formula } from '../metrics/Formula.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { FigureTable } from './FigureTable.tsx';
import type { GridModel } from './grid-model.ts';
import { endsText, numbersText } from './grid-tables.ts';
import { GridView } from './GridView.tsx';
import type { PaperAnswer } from './paper-documents.ts';
import { Swatch } from './PaperCell.tsx';
import { PaperPicture } from './PaperPicture.tsx';

interface FigurePanelProps {
  grid: GridModel;
  answer: PaperAnswer;
  caption: string;
}

/** One figure of the paper: its title, the grid or its numbers, and what its lines mean. */
export function FigurePanel({ grid, answer, caption }: FigurePanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const title = `Figure ${grid.figure}, ${grid.title}`;
  const [first] = grid.metrics;
  return (
    <div ref={panel}>
      <header className="paper-title">
        <h2 className="figure-title">
          {first ? (
            <MetricHelpButton id={first.id}>
              {first.symbol}&ensp;<span className="soft">{grid.title}</span>
            </MetricHelpButton>
          ) : (
            grid.title
          )}
        </h2>
        <span className="fig wraps">{grid.counts}</span>
        <span className="grow" />
        {grid.gapNote && <GapNote note={grid.gapNote} />}
        <span className="fig no-phone">Fig. {grid.figure}</span>
        <ExportMenu
          title={title}
          caption={caption}
          drawing={() => (panel.current ? drawnOnce(panel.current, <PaperPicture grid={grid} />) : null)}
          table={() => endsText(answer.paperGrid)}
          numbers={() => numbersText(answer.paperGrid)}
          isTable={isTable}
          onTable={() => setTable(!isTable)}
        />
      </header>
      {isTable ? <FigureTable grid={grid} /> : <GridView grid={grid} />}
      {!isTable && <Key grid={grid} />}
    </div>
  );
}

function Key({ grid: { up, ideal, legend, gain, seedsNote } }: { grid: GridModel }) {
  return (
    <p className="paper-key">
      <span>
        Across: epoch, one scale for a column. Up: {up.formula ? <Formula text={up.formula} /> : up.words}, {up.rest}.
      </span>
      <span className="row tight">
        <svg className="cell-plot" width={22} height={12} aria-hidden="true">
          <rect className="shade" x={8} width={14} height={12} />
          <path className="phase" d="M8,0V12" />
        </svg>
        terminal phase
      </span>
      {ideal && (
        <span className="row tight">
          <svg className="cell-plot" width={22} height={12} aria-hidden="true">
            <path className="ideal" d="M0,6H22" />
          </svg>
          {ideal.label}
        </span>
      )}
      {legend.map((line) => (
        <span key={line.id} className="row tight" style={coloured(line.colour)}>
          <Swatch end={line} />
          {line.label}
        </span>
      ))}
      {seedsNote && <span>Lines, {seedsNote}.</span>}
      <span>Number: at the last measured epoch{seedsNote && ' of all seeds'}.</span>
      {gain && <span>{gain}</span>}
    </p>
  );
}
