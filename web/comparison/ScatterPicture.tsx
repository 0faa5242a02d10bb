import { EndLabels } from '../charts/EndLabels.tsx';
import { StillLines } from '../charts/LinesPlot.tsx';
import type { ChartModel } from '../charts/model.ts';
import { layOut } from '../charts/plot-layout.ts';
import { GroupKey, keyHeight } from './GroupKey.tsx';
import type { KeyEntry } from './prepare-groups.ts';

const SIZE = { width: 540, height: 320, right: 20 };
const GAP = 10;

/** The scatter for files: with the groups' names, which on the page stand in the list. */
export function ScatterPicture({ model, entries }: { model: ChartModel; entries: readonly KeyEntry[] }) {
  const layout = layOut(model, SIZE);
  const height = SIZE.height + GAP + keyHeight(entries.length, SIZE.width);
  return (
    <div className="plot">
      <svg width={SIZE.width} height={height} viewBox={`0 0 ${SIZE.width} ${height}`} aria-hidden="true">
        <StillLines model={model} layout={layout} />
        <EndLabels model={model} layout={layout} />
        <GroupKey entries={entries} width={SIZE.width} y={SIZE.height + GAP} />
      </svg>
    </div>
  );
}
