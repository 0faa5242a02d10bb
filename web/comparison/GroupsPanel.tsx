'use client';
import { useMemo, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { SetBaselineDocument } from '../runs/change-documents.ts';
import { type GroupActions, GroupList } from './GroupList.tsx';
import { RunPicker } from './RunPicker.tsx';
import { SettingsDifferences } from './SettingsDifferences.tsx';
import { slotsWithout } from './prepare-groups.ts';
import { prepareSettingsTable } from './prepare-settings-table.ts';
import { countText } from './prepare-title.ts';
import type { useComparison } from './use-comparison.ts';

/** Which runs are compared, in which groups, and in what these differ. */
export function GroupsPanel({ comparison }: { comparison: ReturnType<typeof useComparison> }) {
  const { view, groups, settings, following, comparison: reading, onChange } = comparison;
  const [isChoosing, setChoosing] = useState(false);
  const pin = useChange(SetBaselineDocument);
  const table = useMemo(() => prepareSettingsTable(groups, settings ?? [], view.runs), [groups, settings, view.runs]);
  const actions: GroupActions = {
    toggle: ({ slot, isHidden }) => onChange({ hidden: isHidden ? view.hidden.filter((each) => each !== slot) : [...view.hidden, slot] }),
    remove: (group) =>
      onChange({
        runs: view.runs.filter((id) => !group.runs.some((run) => run.id === id)),
        slots: slotsWithout(groups, (each) => each === group),
        hidden: view.hidden.filter((slot) => slot !== group.slot),
      }),
    measureFrom: ({ key }) => onChange({ baseline: key }),
    pin: ({ key, pinnedRunId }) => void pin.send({ input: { runId: pinnedRunId ?? key, isBaseline: pinnedRunId === null } }),
  };
  return (
    <section className="panel pick" aria-labelledby="groups-title">
      <header>
        <h2 id="groups-title">{countText(groups)}</h2>
        <span className="grow" />
        <button type="button" className="btn small-button-text" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
          {isChoosing ? 'Done' : 'Add or remove'}
        </button>
      </header>
      {isChoosing && (
        <div className="body">
          <RunPicker chosen={view.runs} tick={following.tick} onChange={(runs) => onChange({ runs })} />
        </div>
      )}
      {pin.problem && <Failure problem={pin.problem} />}
      {reading.problem && <Failure problem={reading.problem} />}
      <GroupList groups={groups} actions={actions} />
      <header className="second">
        <h2>Settings</h2>
        <span className="grow" />
        <span className="fig">differences only</span>
      </header>
      <div className="body">
        <SettingsDifferences groups={groups} settings={table} />
      </div>
    </section>
  );
}
