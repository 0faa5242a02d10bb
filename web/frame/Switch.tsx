'use client';

interface SwitchProps<T extends string> {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
  /** why some choices cannot be made now */
  disabled?: { values: readonly T[]; reason: string };
}

/** A row of buttons of which one is pressed. */
export function Switch<T extends string>({ label, choices, value, onChange, disabled }: SwitchProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row with a legend beside it in all browsers
    <div className="seg" role="group" aria-label={label}>
      {choices.map((choice) => {
        const isDisabled = disabled?.values.includes(choice.value) ?? false;
        return (
          <button
            key={choice.value}
            type="button"
            aria-pressed={choice.value === value}
            disabled={isDisabled}
            title={isDisabled ? disabled?.reason : undefined}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
          </button>
        );
      })}
    </div>
  );
}
