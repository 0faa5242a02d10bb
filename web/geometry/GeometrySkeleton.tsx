/** The geometry's places, in their final size. */
export function GeometrySkeleton() {
  return (
    <div aria-busy="true">
      <div className="stage">
        {['plane', 'orbit', 'metrics'].map((part) => (
          <div key={part} className="panel">
            <div className="skeleton stage-canvas" style={{ margin: '40px 14px', width: 'auto' }} />
          </div>
        ))}
      </div>
      <div className="panel player">
        <div className="skeleton" style={{ height: 50, gridColumn: '1 / -1' }} />
      </div>
    </div>
  );
}
