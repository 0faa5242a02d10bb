/** The parts of a comparison in their places. */
export function CompareSkeleton() {
  return (
    <section className="compare" aria-busy="true" aria-label="Comparison, loading">
      {['pick', '', '', '', ''].map((name, i) => (
        <div key={['panel', i].join(' ')} className={`panel ${name}`}>
          <div className="body">
            <div className="skeleton" style={{ height: 330 }} />
          </div>
        </div>
      ))}
    </section>
  );
}
