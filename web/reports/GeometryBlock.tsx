'use client';
import { useRef, useState } from 'react';
import { useWidth } from '../charts/use-width.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { coordinatesTable } from '../geometry/coordinates-table.ts';
import { Keys } from '../geometry/Keys.tsx';
import { Still } from '../geometry/Still.tsx';
import { TurnButtons } from '../geometry/TurnButtons.tsx';
import { PLAIN_TURN, turned } from '../geometry/view.ts';
import type { GeometryAnswer } from './blocks.ts';
import { geometryShapes, geometryWords, motionOfBlock } from './prepare-geometry-block.ts';

const HEIGHT = 360;

/** Class means, classifiers and the simplex ETF of one epoch, drawn once; with three dimensions it can be turned. */
export function GeometryBlock({ answer, title, caption }: { answer: GeometryAnswer; title: string; caption: string }) {
  const panel = useRef<HTMLDivElement>(null);
  const { ref, width } = useWidth<HTMLDivElement>();
  const [turn, setTurn] = useState(PLAIN_TURN);
  const drawn = motionOfBlock(answer);
  const words = geometryWords(answer);
  const size = { width, height: HEIGHT };
  return (
    <div ref={panel} className="panel">
      <header>
        <span className="fig shrink">{words}</span>
        <span className="grow" />
        {drawn && answer.dimensions === 3 && <TurnButtons onTurn={(right, down) => setTurn(turned(turn, right, down))} onReset={() => setTurn(PLAIN_TURN)} />}
        {drawn && (
          <ExportMenu title={title} caption={`${words} ${caption}`} drawing={() => panel.current?.querySelector<SVGSVGElement>('svg.still') ?? null} table={() => coordinatesTable(drawn.motion, drawn.moment)} />
        )}
      </header>
      <div ref={ref} className="report-geometry" style={{ height: HEIGHT }} role="img" aria-label={`${words} Class means, classifiers and the simplex ETF; the numbers can be saved by Export.`}>
        {!drawn ? <p className="state">{(answer.reason ?? 'Nothing is drawn.').replace(/^[A-Z_]+: /, '')}</p> : width > 0 && <Still shapes={geometryShapes(answer, size, turn)} size={size} />}
      </div>
      {drawn && <Keys classes={answer.classes} names={drawn.motion.names} hasExamples={false} hasClassifiers={answer.classifiers !== null} />}
    </div>
  );
}
