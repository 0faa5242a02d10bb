'use client';
import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { Icon } from '../../frame/Icon.tsx';
import { ConditionForm } from './ConditionForm.tsx';
import { type Condition, conditionAddress } from './filter.ts';
import { conditionWords } from './prepare-filter.ts';
import type { TableChoices } from './table-documents.ts';
import type { RunsView } from './view.ts';

interface FilterBarProps {
  view: RunsView;
  onChange: (change: Partial<RunsView>) => void;
  choices: TableChoices | null;
  metrics: readonly MetricEntry[];
}

/** The conditions as chips, joined by "and" or "or". */
export function FilterBar({ view, onChange, choices, metrics }: FilterBarProps) {
  const { conditions, match } = view;
  const withOne = (i: number, next: Condition | null) => onChange({ conditions: conditions.flatMap((each, k) => (k === i ? (next ? [next] : []) : [each])) });
  const join = match === 'any' ? 'or' : 'and';
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons, not fields of a form
    <div className="filter-bar row tight" role="group" aria-label="Filter">
      {conditions.map((condition, i) => {
        const words = conditionWords(condition, choices, metrics);
        return (
          <span key={conditionAddress(condition).join('=')} className="row tight">
            {i > 0 && (
              <button type="button" className="join" title="Change how the conditions are joined" onClick={() => onChange({ match: match === 'any' ? 'all' : 'any' })}>
                {join}
              </button>
            )}
            <span className="chip condition">
              <Opening word={words} className="chip-word">
                {(close) => (
                  <ConditionForm
                    condition={condition}
                    choices={choices}
                    metrics={metrics}
                    onDone={(next) => {
                      withOne(i, next);
                      close();
                    }}
                  />
                )}
              </Opening>
              <button type="button" className="chip-away" aria-label={`Without ${words}`} onClick={() => withOne(i, null)}>
                <Icon name="cross" isSmall />
              </button>
            </span>
          </span>
        );
      })}
      <Opening word="+ Filter" className="chip choice">
        {(close) => (
          <ConditionForm
            condition={null}
            choices={choices}
            metrics={metrics}
            onDone={(next) => {
              onChange({ conditions: [...conditions, next] });
              close();
            }}
          />
        )}
      </Opening>
      {conditions.length > 1 && (
        <button type="button" className="btn plain" onClick={() => onChange({ conditions: [] })}>
          Clear
        </button>
      )}
    </div>
  );
}

/** A button under which something opens. */
export function Opening({ word, className, children }: { word: ReactNode; className: string; children: (close: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width="min(340px, calc(100vw - 28px))" withinPortal={false} trapFocus returnFocus transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu popover' }}>
      <Popover.Target>
        <button type="button" className={className} onClick={() => setOpen(!isOpen)}>
          {word}
        </button>
      </Popover.Target>
      <Popover.Dropdown>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
