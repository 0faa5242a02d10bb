const NAMESPACE = 'http://www.w3.org/2000/svg';
/** What the pages' style sheets say of a drawing; a file has no style sheet, so each element carries them itself. */
const STYLES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'stroke-opacity', 'paint-order', 'opacity',
  'font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric', 'text-anchor', 'shape-rendering', 'visibility',
] as const;
const TITLE_HEIGHT = 26;
const CAPTION_LINE = 14;
/** Width of a letter of the caption, on the large side: what is cut off is lost. */
const CAPTION_LETTER = 5.4;
const MARGIN = 12;

export interface SvgFrame {
  title: string;
  /** under the drawing: what it is of, and where to find it */
  caption: string;
}

/** A drawing of the page as a file of its own, with fonts and colours as shown, a title above and a caption below. */
export function svgText(drawing: SVGSVGElement, { title, caption }: SvgFrame): string {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  inline(drawing, copy);
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(TITLE_HEIGHT + MARGIN));
  const file = document.createElementNS(NAMESPACE, 'svg');
  const lines = captionLines(caption, Math.floor(width / CAPTION_LETTER));
  const size = { width: width + 2 * MARGIN, height: height + TITLE_HEIGHT + CAPTION_LINE * lines.length + 6 + 2 * MARGIN };
  for (const [name, value] of Object.entries({ xmlns: NAMESPACE, width: size.width, height: size.height, viewBox: `0 0 ${size.width} ${size.height}` })) file.setAttribute(name, String(value));
  const page = getComputedStyle(drawing.closest('.panel') ?? document.body);
  file.append(
    element('rect', { width: size.width, height: size.height, fill: page.backgroundColor }),
    element('text', { x: MARGIN, y: MARGIN + 14, fill: page.color, 'font-family': page.fontFamily, 'font-size': 13, 'font-weight': 600 }, title),
    copy,
    ...lines.map((line, i) => element('text', { x: MARGIN, y: size.height - MARGIN - CAPTION_LINE * (lines.length - 1 - i), fill: page.color, 'font-family': page.fontFamily, 'font-size': 10, opacity: 0.7 }, line)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

/** A caption in lines of at most so many letters, broken between words; a word that is longer (an address) is broken too. */
export function captionLines(caption: string, most: number): string[] {
  const words = caption.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${Math.max(1, most)}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute('class');
  to.removeAttribute('style');
  [...from.children].forEach((child, i) => {
    inline(child, to.children[i]!);
  });
}

function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** The same drawing as pixels, `scale` a side for each of the screen's. */
export async function svgPicture(svg: string, scale: number): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new TypeError('the picture could not be made'))), 'image/png'));
}
