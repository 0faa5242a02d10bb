'use client';
import { Menu } from '@mantine/core';
import { useMay } from '../account/viewer.ts';
import { useHighlight } from '../charts/highlight.ts';
import { plural } from '../formats/names.ts';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { Swatch } from './Swatch.tsx';
import type { Group } from './prepare-groups.ts';

export interface GroupActions {
  toggle: (group: Group) => void;
  remove: (group: Group) => void;
  /** measures the changes on this page from the group */
  measureFrom: (group: Group) => void;
  /** makes one of its runs the baseline in the record, or takes that away */
  pin: (group: Group) => void;
}

/** The groups with their looks, and what can be done with each. */
export function GroupList({ groups, actions }: { groups: readonly Group[]; actions: GroupActions }) {
  return (
    <ul className="groups">
      {groups.map((group) => (
        <GroupItem key={group.key} group={group} actions={actions} />
      ))}
    </ul>
  );
}

function GroupItem({ group, actions }: { group: Group; actions: GroupActions }) {
  const { highlight, id } = useHighlight();
  const look = () => highlight.point(group.isHidden ? null : group.key);
  const leave = () => highlight.point(null);
  return (
    <li className={[group.isHidden && 'is-hidden', id === group.key && 'is-looked-at'].filter(Boolean).join(' ') || undefined} onPointerEnter={look} onPointerLeave={leave} onFocus={look} onBlur={leave}>
      <Swatch look={group.look} />
      <div className="grow">
        <b>{group.title}</b>
        {group.isBaseline && <span className="badge">baseline</span>}
        <span className="sub">{group.detail}</span>
        <span className="sub">{group.phase}</span>
      </div>
      <button type="button" className="btn icon plain small-button" aria-pressed={!group.isHidden} aria-label={`${group.title} in the charts`} title={group.isHidden ? 'Show in the charts' : 'Hide in the charts'} onClick={() => actions.toggle(group)}>
        <Icon name={group.isHidden ? 'hidden' : 'eye'} isSmall />
      </button>
      <GroupMenu group={group} actions={actions} />
    </li>
  );
}

function GroupMenu({ group, actions }: { group: Group; actions: GroupActions }) {
  const mayDo = useMay();
  return (
    <Menu position="bottom-end" withinPortal={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu', item: 'menu-item', label: 'menu-label' }}>
      <Menu.Target>
        <button type="button" className="btn icon plain small-button" aria-label={`More about ${group.title}`}>
          <Icon name="more" isSmall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {!group.isBaseline && <Menu.Item onClick={() => actions.measureFrom(group)}>Measure changes from here</Menu.Item>}
        {mayDo('setBaseline') && <Menu.Item onClick={() => actions.pin(group)}>{group.pinnedRunId ? 'Unpin as the baseline for all' : 'Pin as the baseline for all'}</Menu.Item>}
        <Menu.Item onClick={() => actions.remove(group)}>Take {plural(group.runs.length, 'run')} off this page</Menu.Item>
        <Menu.Divider />
        {group.runs.slice(0, 12).map((run) => (
          <Menu.Item key={run.id} component={PageLink} href={`/runs/${encodeURIComponent(run.id)}`}>
            {run.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
