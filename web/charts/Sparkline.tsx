import type { Sparkline as Model } from './prepare-sparkline.ts';

/** A curve of one line of text, the terminal phase as a rule and the last value as a dot. */
export function Sparkline({ model }: { model: Model }) {
  const { path, rule, end, label, width, height } = model;
  return (
    <svg className="spark" width={width} height={height} role="img" aria-label={label}>
      {rule !== null && <path className="rule" d={`M${rule},0V${height}`} />}
      <path d={path} />
      {end && <circle className="dot" cx={end.x} cy={end.y} r={2} />}
    </svg>
  );
}
