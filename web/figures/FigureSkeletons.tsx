import { FIGURES } from './catalogue.ts';
import { CHART_HEIGHT } from './chart-height.ts';

/** The figures' places, in their final size. */
export function FigureSkeletons() {
  return (
    <section className="figures" aria-label="Figures, loading" aria-busy="true">
      {FIGURES.map(({ id }) => (
        <div key={id} className="panel">
          <header>
            <span className="skeleton" style={{ width: '45%', height: 20 }} />
          </header>
          <div className="body">
            <div className="skeleton" style={{ height: CHART_HEIGHT - 8, marginBottom: 8 }} />
          </div>
        </div>
      ))}
    </section>
  );
}
