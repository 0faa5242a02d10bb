'use client';
import { Menu } from '@mantine/core';
import { Icon } from '../frame/Icon.tsx';
import { metricName } from './prepare-title.ts';
import type { ComparedMetric, MetricId } from './comparison-documents.ts';
import { MOST_METRICS } from './view.ts';

interface MetricPickerProps {
  chosen: readonly MetricId[];
  metrics: readonly ComparedMetric[];
  onChange: (chosen: MetricId[]) => void;
}

/** Which metrics have a chart. */
export function MetricPicker({ chosen, metrics, onChange }: MetricPickerProps) {
  return (
    <Menu position="bottom-start" withinPortal={false} closeOnItemClick={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu long', item: 'menu-item', label: 'menu-label' }}>
      <Menu.Target>
        <button type="button" className="btn">
          {chosen.length === 1 ? '1 metric' : `${chosen.length} metrics`}
          <Icon name="down" isSmall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {metrics.map(({ id, symbol, title }) => {
          const isChosen = chosen.includes(id);
          const isLast = isChosen && chosen.length === 1;
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={isChosen}
              disabled={isLast || (!isChosen && chosen.length >= MOST_METRICS)}
              leftSection={<span className="tick">{isChosen && <Icon name="check" isSmall />}</span>}
              onClick={() => onChange(isChosen ? chosen.filter((each) => each !== id) : [...chosen, id])}
            >
              {metricName({ symbol, title })}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
