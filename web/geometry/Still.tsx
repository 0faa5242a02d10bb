import { cornersOf, type Place, type Shape, type Size } from './shapes.ts';

/** The shapes as SVG: still frames, and what is exported. */
export function Still({ shapes, size }: { shapes: readonly Shape[]; size: Size }) {
  return (
    <svg className="still" width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {shapes.map((shape, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list without identity, drawn anew as a whole
        <Drawn key={i} shape={shape} />
      ))}
    </svg>
  );
}

const inkOf = (token: string) => `var(--${token})`;
const pathOf = (points: readonly Place[]) => `M${points.map(([x, y]) => `${x},${y}`).join('L')}z`;

function Drawn({ shape }: { shape: Shape }) {
  switch (shape.kind) {
    case 'line':
      return (
        <line x1={shape.from[0]} y1={shape.from[1]} x2={shape.to[0]} y2={shape.to[1]} stroke={inkOf(shape.colour)} strokeWidth={shape.width} opacity={shape.opacity} />
      );
    case 'outline':
      return <path d={pathOf(shape.points)} fill="none" stroke={inkOf(shape.colour)} strokeWidth={shape.width} strokeDasharray={shape.dash.join(' ')} />;
    case 'ring':
      return (
        <circle cx={shape.at[0]} cy={shape.at[1]} r={shape.radius} fill="none" stroke={inkOf(shape.colour)} strokeWidth={shape.width} strokeDasharray={shape.dash.join(' ')} opacity={shape.opacity} />
      );
    case 'mark':
      return <Mark shape={shape} />;
    case 'text':
      return (
        <text x={shape.at[0]} y={shape.at[1] + shape.size * 0.35} textAnchor={shape.anchor} fontSize={shape.size} fontWeight={shape.isBold ? 600 : 400} fill={inkOf(shape.colour)}>
          {shape.text}
        </text>
      );
  }
}

function Mark({ shape: { mark, at, radius, colour, isRimmed, opacity } }: { shape: Extract<Shape, { kind: 'mark' }> }) {
  const ink = { fill: inkOf(colour), ...(isRimmed ? { stroke: inkOf('surface'), strokeWidth: 2, paintOrder: 'stroke' } : {}), opacity };
  const corners = cornersOf(mark);
  if (corners.length === 0) return <circle cx={at[0]} cy={at[1]} r={radius} {...ink} />;
  return <path d={pathOf(corners.map(([dx, dy]): Place => [at[0] + dx * radius, at[1] + dy * radius]))} {...ink} />;
}
