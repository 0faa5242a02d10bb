'use client';

interface FieldProps {
  label: string;
  value: string;
  placeholder: string;
  isNumber?: boolean;
  onChange: (text: string) => void;
}

/** A line of text under its name. */
export function Field({ label, value, placeholder, isNumber = false, onChange }: FieldProps) {
  return (
    <label>
      <span className="label">{label}</span>
      <input className="field" value={value} placeholder={placeholder} inputMode={isNumber ? 'numeric' : undefined} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

interface PickFieldProps<T extends string> {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of several under its name. */
export function PickField<T extends string>({ label, choices, value, onChange }: PickFieldProps<T>) {
  return (
    <label>
      <span className="label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
