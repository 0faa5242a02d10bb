import { richParts } from '../charts/rich-text.ts';
import { Formula } from './Formula.tsx';
import type { MetricHelp } from './metric-documents.ts';
import { collapseText } from './prepare-metrics.ts';

/** What a metric is: formula, meaning, value at collapse, conventions, source. */
export function MetricFacts({ metric, isShort = false }: { metric: MetricHelp; isShort?: boolean }) {
  return (
    <>
      <Formula text={metric.formula} isBlock />
      <p>{metric.meaning}</p>
      <dl className="pairs">
        <Pair name="At collapse" value={collapseText(metric)} />
        {metric.unit && <Pair name="Unit" value={metric.unit} />}
        {!isShort && metric.conventions.length > 0 && <Pair name="Conventions" value={metric.conventions.join(' ')} />}
        {!isShort && <Pair name="Read from" value={metric.needs.join(', ')} />}
        <Pair name="Source" value={[metric.source, metric.figure].filter(Boolean).join(', ')} />
        <Pair name="Id, version" value={`${metric.id}, ${metric.version}`} />
      </dl>
    </>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div className="pair">
      <dt>{name}</dt>
      <dd>
        <RichLine text={value} />
      </dd>
    </div>
  );
}

/** Text with lowered and raised pieces, as sentences about formulas have them. */
function RichLine({ text }: { text: string }) {
  return richParts(text).map(({ text: piece, place }, i) => {
    const key = [i, piece].join(' ');
    return place === 'sub' ? <sub key={key}>{piece}</sub> : place === 'sup' ? <sup key={key}>{piece}</sup> : <span key={key}>{piece}</span>;
  });
}
