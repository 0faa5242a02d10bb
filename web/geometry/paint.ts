import { cornersOf, type Place, type Shape, type Size, type Token } from './shapes.ts';

export type Colours = Record<Token, string>;

/** Draws the shapes onto a canvas whose context is scaled to pixels of the page. */
export function paint(context: CanvasRenderingContext2D, shapes: readonly Shape[], { width, height }: Size, colours: Colours, font: string): void {
  context.clearRect(0, 0, width, height);
  for (const shape of shapes) {
    context.globalAlpha = ('opacity' in shape ? shape.opacity : undefined) ?? 1;
    DRAW[shape.kind](context, shape as never, colours, font);
  }
  context.globalAlpha = 1;
}

type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>;
type Draw<K extends Shape['kind']> = (context: CanvasRenderingContext2D, shape: Of<K>, colours: Colours, font: string) => void;

const DRAW: { [K in Shape['kind']]: Draw<K> } = {
  line: (context, { from, to, colour, width }, colours) => {
    context.strokeStyle = colours[colour];
    context.lineWidth = width;
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  },
  outline: (context, { points, colour, width, dash }, colours) => {
    context.strokeStyle = colours[colour];
    context.lineWidth = width;
    context.setLineDash([...dash]);
    trace(context, points);
    context.stroke();
  },
  ring: (context, { at, radius, colour, width, dash }, colours) => {
    context.strokeStyle = colours[colour];
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.beginPath();
    context.arc(...at, radius, 0, 2 * Math.PI);
    context.stroke();
  },
  mark: (context, { mark, at: [x, y], radius, colour, isRimmed }, colours) => {
    const corners = cornersOf(mark);
    if (corners.length > 0) trace(context, corners.map(([dx, dy]): Place => [x + dx * radius, y + dy * radius]));
    else {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    if (isRimmed) {
      context.strokeStyle = colours.surface;
      context.lineWidth = 2;
      context.setLineDash([]);
      context.stroke();
    }
    context.fillStyle = colours[colour];
    context.fill();
  },
  text: (context, { at, text, colour, size, isBold, anchor }, colours, font) => {
    context.font = `${isBold ? 600 : 400} ${size}px ${font}`;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.setLineDash([]);
    context.strokeStyle = colours.surface;
    context.strokeText(text, ...at);
    context.fillStyle = colours[colour];
    context.fillText(text, ...at);
  },
};

function trace(context: CanvasRenderingContext2D, points: readonly Place[]): void {
  context.beginPath();
  for (const [i, point] of points.entries()) {
    if (i === 0) context.moveTo(...point);
    else context.lineTo(...point);
  }
  context.closePath();
}
