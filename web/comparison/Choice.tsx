'use client';
interface ChoiceProps<T extends string> {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
  /** choices that make no sense now */
  without?: readonly T[];
}

/** One of several, in a field as wide as its words. */
export function Choice<T extends string>({ label, choices, value, onChange, without = [] }: ChoiceProps<T>) {
  return (
    <label className="row tight choice-field">
      <span className="label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={without.includes(choice.value)}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
