import type { ElementContent } from 'hast';
import { h, s } from 'hastscript';
import type { BlockAnswer } from './block-answer.ts';

type Geometry = Extract<BlockAnswer, { kind: 'geometry' }>;

const SIZE = 360;

/** Class means (discs), classifiers (diamonds) and the vertices of the simplex ETF (rings), on the first two axes drawn. */
export function simplexPicture(answer: Geometry): ElementContent[] {
  const { label, epoch, classes, dimensions, target, means, classifiers, meansShown, reason } = answer;
  const about = `${label}, epoch ${epoch}: ${classes.length} of ${answer.classCount} classes, cosine at collapse ${Number(answer.idealCosine.toPrecision(4))}${meansShown === null ? '' : `; ${Math.round(meansShown * 1000) / 10} % of the means lies in the ${dimensions} dimensions drawn`}`;
  if (means === null) return [h('p', about), h('p', reason ?? 'nothing is drawn')];
  const all = [target, means, ...(classifiers ? [classifiers] : [])].map((points) => pairs(points, dimensions));
  const most = Math.max(...all.flat(2).map(Math.abs), 1e-9);
  const place = ([x, y]: [number, number]): [number, number] => [round(SIZE / 2 + (x / most) * (SIZE / 2 - 20)), round(SIZE / 2 - (y / most) * (SIZE / 2 - 20))];
  const [vertices, discs, diamonds = []] = all.map((points) => points.map(place));
  return [
    s('svg', { viewBox: `0 0 ${SIZE} ${SIZE}`, className: ['simplex'], role: 'img', ariaLabel: about }, [
      ...vertices!.map(([cx, cy]) => s('circle', { className: ['etf'], cx, cy, r: 7 })),
      ...discs!.map(([cx, cy], k) => s('g', [s('circle', { className: ['means'], cx, cy, r: 3.5 }), s('text', { className: ['tick'], x: cx + 7, y: cy - 5 }, String(classes[k]))])),
      ...diamonds.map(([x, y]) => s('path', { className: ['classifiers'], d: `M${x} ${y - 4}L${x + 4} ${y}L${x} ${y + 4}L${x - 4} ${y}Z` })),
    ]),
    h('p', { className: ['about'] }, `${about}. Disc: class mean; diamond: classifier; ring: simplex ETF.`),
  ];
}

const pairs = (points: readonly number[], dimensions: number): [number, number][] =>
  Array.from({ length: points.length / dimensions }, (_, k) => [points[k * dimensions]!, points[k * dimensions + 1] ?? 0]);

const round = (value: number) => Math.round(value * 10) / 10;
