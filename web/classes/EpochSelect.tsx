interface EpochSelectProps {
  label: string;
  epochs: readonly number[];
  epoch: number;
  /** null: the last one, which goes on with the run */
  onChange: (epoch: string | null) => void;
}

/** Which measured epoch is shown. */
export function EpochSelect({ label, epochs, epoch, onChange }: EpochSelectProps) {
  return (
    <select className="field epoch-select" aria-label={label} value={epoch} onChange={(event) => onChange(Number(event.target.value) === epochs.at(-1) ? null : event.target.value)}>
      {epochs.map((each) => (
        <option key={each} value={each}>
          epoch {each}
        </option>
      ))}
    </select>
  );
}
