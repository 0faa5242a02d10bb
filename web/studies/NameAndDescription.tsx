interface NameAndDescriptionProps {
  name: string;
  description: string;
  onName: (name: string) => void;
  onDescription: (description: string) => void;
}

/** What a person says of a study, new or old. */
export function NameAndDescription({ name, description, onName, onDescription }: NameAndDescriptionProps) {
  return (
    <>
      <label>
        <span className="label">Name</span>
        <input required maxLength={200} value={name} onChange={(event) => onName(event.target.value)} />
      </label>
      <label>
        <span className="label">What it is about</span>
        <textarea rows={6} maxLength={10_000} value={description} onChange={(event) => onDescription(event.target.value)} />
      </label>
    </>
  );
}
