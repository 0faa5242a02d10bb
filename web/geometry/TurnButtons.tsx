const WAYS = [
  { name: 'Turn left', by: [-15, 0], path: 'M10 3 5 8l5 5' },
  { name: 'Turn right', by: [15, 0], path: 'm6 3 5 5-5 5' },
  { name: 'Turn up', by: [0, -15], path: 'm3 10 5-5 5 5' },
  { name: 'Turn down', by: [0, 15], path: 'm3 6 5 5 5-5' },
] as const;

/** Turning without dragging. */
export function TurnButtons({ onTurn, onReset }: { onTurn: (right: number, down: number) => void; onReset: () => void }) {
  return (
    <span className="row tight turn-buttons">
      {WAYS.map(({ name, by, path }) => (
        <button key={name} type="button" className="btn plain icon" aria-label={name} title={name} onClick={() => onTurn(by[0], by[1])}>
          <svg className="i s" viewBox="0 0 16 16" aria-hidden="true">
            <path d={path} />
          </svg>
        </button>
      ))}
      <button type="button" className="btn plain" onClick={onReset}>
        Reset
      </button>
    </span>
  );
}
