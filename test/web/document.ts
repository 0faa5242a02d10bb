/**
 * As much of a browser's document as React needs to draw SVG into, so that a chart can be drawn and written out
 * without a browser. Nothing here has a size, a style or an event: what depends on these is tested in a browser.
 */
class DrawnNode {
  childNodes: DrawnNode[] = [];
  parentNode: DrawnNode | null = null;
  nodeValue = '';
  constructor(
    readonly nodeType: number,
    readonly nodeName: string,
  ) {}
  get ownerDocument() {
    return drawnDocument;
  }
  get firstChild() {
    return this.childNodes[0] ?? null;
  }
  get lastChild() {
    return this.childNodes.at(-1) ?? null;
  }
  get nextSibling(): DrawnNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  appendChild(child: DrawnNode) {
    return this.insertBefore(child, null);
  }
  insertBefore(child: DrawnNode, before: DrawnNode | null) {
    child.parentNode?.removeChild(child);
    this.childNodes.splice(before ? this.childNodes.indexOf(before) : this.childNodes.length, 0, child);
    child.parentNode = this;
    return child;
  }
  removeChild(child: DrawnNode) {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
  set textContent(text: string) {
    this.childNodes = [];
    if (text !== '') this.appendChild(textNode(text));
  }
  addEventListener() {}
  removeEventListener() {}
}

class DrawnElement extends DrawnNode {
  readonly attributes = new Map<string, string>();
  readonly style: Record<string, unknown> = {};
  constructor(
    readonly namespaceURI: string,
    readonly tagName: string,
  ) {
    super(1, tagName);
    this.style.setProperty = (name: string, value: string) => {
      this.style[name] = value;
    };
  }
  setAttribute(name: string, value: unknown) {
    this.attributes.set(name, String(value));
  }
  removeAttribute(name: string) {
    this.attributes.delete(name);
  }
  getBoundingClientRect() {
    return { x: 0, y: 0, left: 0, top: 0, width: 0, height: 0 };
  }
}

const HTML = 'http://www.w3.org/1999/xhtml';
const textNode = (text: string) => Object.assign(new DrawnNode(3, '#text'), { nodeValue: text });
const element = (tag: string) => new DrawnElement(HTML, tag);

const drawnDocument = Object.assign(new DrawnNode(9, '#document'), {
  documentElement: element('html'),
  body: element('body'),
  activeElement: null,
  defaultView: globalThis,
  createElement: element,
  createElementNS: (namespace: string, tag: string) => new DrawnElement(namespace, tag),
  createTextNode: textNode,
});

/** Puts the document where React looks for it. Must come before React is loaded. */
export function installDocument(): void {
  Object.assign(globalThis, {
    document: drawnDocument,
    window: globalThis,
    HTMLIFrameElement: class {},
    HTMLElement: DrawnElement,
    SVGElement: DrawnElement,
    Element: DrawnElement,
    addEventListener: () => {},
    IS_REACT_ACT_ENVIRONMENT: true,
  });
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { userAgent: '' } });
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** The markup of what was drawn, one element a line, so that a difference of two pictures can be read. */
export function markup(node: DrawnNode, indent = ''): string {
  if (!(node instanceof DrawnElement)) return escaped(node.nodeValue);
  const attributes =
    [...node.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('') + styleOf(node);
  // a line break inside a text would be drawn as a space
  const isText = node.tagName === 'text' || node.tagName === 'tspan';
  const isOnOneLine = isText || node.childNodes.every((child) => child.nodeType === 3);
  const children = node.childNodes
    .map((child) => (isOnOneLine ? markup(child) : `\n${markup(child, `${indent} `)}`))
    .join('');
  return `${indent}<${node.tagName}${attributes}>${children}${isOnOneLine ? '' : `\n${indent}`}</${node.tagName}>`;
}

function styleOf(node: DrawnElement): string {
  const own = Object.entries(node.style).filter(([name]) => name.startsWith('--'));
  return own.length === 0 ? '' : ` style="${own.map(([name, value]) => `${name}: ${value}`).join('; ')}"`;
}

export const svgIn = (node: DrawnNode): DrawnNode | undefined =>
  node.nodeName === 'svg' ? node : node.childNodes.map(svgIn).find(Boolean);
