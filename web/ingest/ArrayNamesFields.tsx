'use client';
import { useId } from 'react';
import { ARRAY_ROLES, type ArrayNames, type ArrayRole } from './array-roles.ts';

interface ArrayNamesFieldsProps {
  names: ArrayNames;
  /** names that the files have */
  found: readonly string[];
  onChange: (names: ArrayNames) => void;
}

/** Says which array is what, where the files have other names than those looked for. */
export function ArrayNamesFields({ names, found, onChange }: ArrayNamesFieldsProps) {
  const id = useId();
  return (
    <details className="array-names">
      <summary>Arrays have other names</summary>
      <datalist id={id}>
        {found.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {ARRAY_ROLES.map(({ role, label, hint }) => (
        <RoleField key={role} id={`${id}-${role}`} list={id} label={label} hint={hint} value={names[role] ?? ''} onChange={(name) => onChange(withName(names, role, name))} />
      ))}
    </details>
  );
}

function RoleField({ id, list, label, hint, value, onChange }: { id: string; list: string; label: string; hint: string; value: string; onChange: (name: string) => void }) {
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="field" list={list} value={value} placeholder={`${label.toLowerCase().replace(' ', '_')}, or as usual`} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.value)} />
      <span className="hint" id={`${id}-hint`}>
        {hint}
      </span>
    </div>
  );
}

const withName = (names: ArrayNames, role: ArrayRole, name: string): ArrayNames => ({ ...names, [role]: name });
