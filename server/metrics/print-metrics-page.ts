import { catalogue, type Metric } from './catalogue.ts';

const OPENING = `# The metrics

*Made from the catalogue (\`server/metrics/\`) by \`node server/emit-schema.mjs\`; do not edit.*

C classes, N samples, p features; h the input of the last layer with the network in eval mode, μ_{c} the class means, μ_{G} their mean (not weighted by
class size), M [C,p] the rows m_{c} = μ_{c} - μ_{G}; W [C,p], b [C] the classifier as it is. Σ_{W} is the covariance about the class means (divided by N),
Σ_{B} that of the class means (divided by C). Everything is float64. Where a value is undefined it is null, with a reason that begins with
a code in capitals. Formulas are plain text, with _{} and ^{} for what stands below and above.
`;

/** The text of docs/metrics.md: every entry of the catalogue with its formula, conventions and source. */
export function printMetricsPage(): string {
  return `${OPENING}\n${overview()}\n${catalogue.map(section).join('\n')}`;
}

function overview(): string {
  const rows = catalogue.map(({ id, title, formula, atCollapse, figure }) => `| [${id}](#${id.toLowerCase()}) | ${title} | \`${cell(formula)}\` | ${atCollapse || 'none'} | ${figure ?? ''} |`);
  return ['| id | | formula | at collapse | paper |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function section(metric: Metric): string {
  const { id, title, meaning, formula, needs, source, conventions, invariances, version, direction, measure } = metric;
  const facts = [
    `At collapse: ${metric.atCollapse || 'no value'}${direction ? `; on the way there it ${direction === 'FALLS' ? 'falls' : 'rises'}` : ''}.`,
    `Unit: ${metric.unit || 'none'}. Axis: ${metric.axis === 'LOG' ? 'logarithmic' : 'linear'}.`,
    ...conventions,
    measure ? `Reads: ${needs.join(', ')}.` : 'Recorded by the trainer in the row of the epoch; no formula over a snapshot.',
    ...(invariances.length > 0 ? [`Unchanged by: ${invariances.map((law) => LAWS[law]).join(', ')}.`] : []),
    `Source: ${source}. Version ${version}.`,
  ];
  return [`## ${id}`, '', `**${title}.** ${meaning}`, '', `    ${formula}`, '', ...facts.map((fact) => `- ${fact}`), ''].join('\n');
}

const LAWS = {
  rotation: 'a rotation of features and classifier',
  translation: 'a shift of all features',
  scale: 'a scaling of all features',
  weightScale: 'a scaling of the classifier',
};

/** A bar would end the cell of a Markdown table. */
const cell = (text: string) => text.replaceAll('|', '\\|');
