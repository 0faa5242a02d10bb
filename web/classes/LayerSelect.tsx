interface LayerSelectProps {
  layers: readonly string[];
  layer: string;
  featureCount?: number | null;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Which layer is shown; nothing where only the last one was recorded. */
export function LayerSelect({ layers, layer, featureCount, onChange }: LayerSelectProps) {
  if (layers.length < 2) return null;
  return (
    <>
      <span className="label no-phone">Layer</span>
      <select className="field layer-select" aria-label="Layer" value={layer} onChange={({ target }) => onChange({ layer: target.value === 'last' ? null : target.value })}>
        {layers.map((name) => (
          <option key={name} value={name}>
            {name === 'last' && featureCount ? `last, p = ${featureCount}` : name}
          </option>
        ))}
      </select>
    </>
  );
}
