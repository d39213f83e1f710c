// Draws the cells of a notebook and what flows between them, inside a webview.

import { Graph as Layout, layout } from '@dagrejs/dagre';

import type { Graph, GraphArrow, GraphCell } from '../../core/report/graph.ts';
import type { FromView, ToView } from '../graph-messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromView): void };

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 220;
const HEIGHT = 48;
/** More names than these make an arrow unreadable; the rest is in its title. */
const NAMES = 3;

const api = acquireVsCodeApi();
let graph: Graph | undefined;
let focused: number | undefined;
let view = { x: 0, y: 0, scale: 1 };
let placed = new Map<number, { readonly x: number; readonly y: number }>();

const header = html('header');
const svg = element('svg', { tabindex: '-1', role: 'application', 'aria-label': 'Cells and what flows between them' });
const scene = element('g');
const empty = html('p', 'empty');
svg.append(arrowHead(), scene);
document.body.append(header, svg, empty);

window.addEventListener('message', (event: MessageEvent<ToView>) => {
  const message = event.data;
  if (message.kind === 'graph') draw(message.graph);
  else select(message.cell);
});
window.addEventListener('resize', () => move());
api.postMessage({ kind: 'ready' });

function draw(next: Graph): void {
  const other = graph?.title !== next.title;
  const shape = other || shapeOf(graph) !== shapeOf(next);
  graph = next;
  drawHeader(next);
  empty.textContent = next.cells.length === 0 ? 'This notebook has no Python cells yet.' : '';
  const points = shape ? arrange(next) : points_;
  points_ = points;
  scene.replaceChildren(
    ...next.arrows.map((arrow) => drawArrow(arrow, points.get(`${arrow.from} ${arrow.to}`) ?? [])),
    ...next.cells.map((cell) => drawCell(cell)),
  );
  if (other) fit();
  else move();
  if (focused !== undefined) mark(focused, document.activeElement?.closest('.cell') !== null);
}

type Point = { readonly x: number; readonly y: number };
/** What the layout knows of a cell or of an arrow's label; it adds the place. */
type Box = Partial<Point> & { readonly width: number; readonly height: number };
let points_: ReadonlyMap<string, readonly Point[]> = new Map();

/** What the layout depends on: a new text in a cell moves nothing. */
function shapeOf(of: Graph | undefined): string {
  return of ? JSON.stringify([of.cells.map((each) => each.cell), of.arrows]) : '';
}

interface Arrangement {
  readonly cells: ReadonlyMap<number, Point>;
  /** The points of each arrow by `from to`. */
  readonly arrows: ReadonlyMap<string, readonly Point[]>;
}

/** Places the cells from top to bottom, or from left to right where more of them can be seen at once. */
function arrange(of: Graph): ReadonlyMap<string, readonly Point[]> {
  const [best] = [arranged(of, 'TB'), arranged(of, 'LR')].toSorted((a, b) => scaleFor(b.cells) - scaleFor(a.cells));
  placed = new Map(best?.cells);
  return best?.arrows ?? new Map();
}

function arranged(of: Graph, rankdir: 'TB' | 'LR'): Arrangement {
  const layered = new Layout<object, Box, Partial<Box> & { readonly points?: readonly Point[]; readonly labelpos?: string }>({
    multigraph: false,
  });
  layered.setGraph({ rankdir, nodesep: 24, ranksep: 44, edgesep: 16, marginx: 24, marginy: 24 });
  layered.setDefaultEdgeLabel(() => ({}));
  for (const { cell } of of.cells) layered.setNode(String(cell), { width: WIDTH, height: HEIGHT });
  for (const { from, to, names } of of.arrows) {
    const width = Math.min(170, textOf(names).length * 6.7);
    layered.setEdge(String(from), String(to), { width, height: 14, labelpos: 'c' });
  }
  layout(layered);
  return {
    cells: new Map(of.cells.map(({ cell }) => [cell, pointOf(layered.node(String(cell)))])),
    arrows: new Map(of.arrows.map(({ from, to }) => [`${from} ${to}`, layered.edge(String(from), String(to)).points ?? []])),
  };
}

function pointOf(node: { readonly x?: number; readonly y?: number }): Point {
  return { x: node.x ?? 0, y: node.y ?? 0 };
}

function drawHeader(of: Graph): void {
  const legend = html('div', 'legend');
  const kinds: readonly (readonly [string, string])[] = [
    ['stale', 'stale'],
    ['outOfOrder', 'out of order'],
    ['error', 'fails'],
    ['ok', 'in order'],
  ];
  for (const [kind, text] of kinds) {
    const entry = html('span', kind);
    entry.textContent = text;
    legend.append(entry);
  }
  const title = html('div', 'title');
  title.textContent = of.title.split('/').at(-1) ?? '';
  header.replaceChildren(
    title,
    legend,
    button('Fit', 'Show all cells', fit),
    button('+', 'Zoom in', () => zoom(1.25)),
    button('−', 'Zoom out', () => zoom(0.8)),
  );
}

function button(text: string, label: string, act: () => void): HTMLElement {
  const made = html('button');
  made.textContent = text;
  made.title = label;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

function classOf(cell: GraphCell): string {
  if (cell.worst === 'error') return 'error';
  if (cell.outOfOrder) return 'outOfOrder';
  return cell.stale ? 'stale' : 'ok';
}

function drawCell(cell: GraphCell): SVGElement {
  const { x, y } = placed.get(cell.cell) ?? { x: 0, y: 0 };
  const label = [`Cell ${cell.cell + 1}`, cell.label, ...cell.notes].join('. ');
  const group = element('g', {
    class: `cell ${classOf(cell)}${cell.stale ? ' stale' : ''}`,
    transform: `translate(${x - WIDTH / 2},${y - HEIGHT / 2})`,
    tabindex: cell.cell === (focused ?? graph?.cells[0]?.cell) ? '0' : '-1',
    role: 'button',
    'aria-label': label,
    'data-cell': String(cell.cell),
  });
  const head = [`cell ${cell.cell + 1}`, cell.count === null ? undefined : `[${cell.count}]`, cell.heading]
    .filter((each) => each !== undefined)
    .join('  ');
  group.append(
    titled(label.replaceAll('. ', '\n')),
    element('rect', { width: String(WIDTH), height: String(HEIGHT), rx: '4' }),
    text(head, { class: 'head', x: '10', y: '18' }, 34),
    text(cell.label, { class: 'code', x: '10', y: '36' }, 28),
  );
  group.addEventListener('click', () => reveal(cell.cell));
  group.addEventListener('focus', () => mark(cell.cell, true));
  group.addEventListener('mouseenter', () => light(cell.cell));
  group.addEventListener('mouseleave', () => light(undefined));
  return group;
}

function drawArrow({ from, to, names }: GraphArrow, points: readonly Point[]): SVGElement {
  const group = element('g', { class: 'arrow', 'data-from': String(from), 'data-to': String(to) });
  const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
  group.append(
    titled(`cell ${from + 1} to cell ${to + 1}: ${names.join(', ')}`),
    element('path', { d: curve(points), 'marker-end': 'url(#head)' }),
    text(textOf(names), { x: String(middle.x), y: String(middle.y + 4), 'text-anchor': 'middle' }, 26),
  );
  return group;
}

function textOf(names: readonly string[]): string {
  return names.length > NAMES ? `${names.slice(0, NAMES - 1).join(', ')} +${names.length - NAMES + 1}` : names.join(', ');
}

/** A smooth line through the points of the layout. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  rest.forEach((point, at) => {
    const next = rest[at + 1];
    path += next ? `Q${point.x},${point.y} ${(point.x + next.x) / 2},${(point.y + next.y) / 2}` : `L${point.x},${point.y}`;
  });
  return path;
}

function light(cell: number | undefined): void {
  for (const arrow of scene.querySelectorAll<SVGElement>('.arrow')) {
    const touches = cell !== undefined && (arrow.dataset['from'] === String(cell) || arrow.dataset['to'] === String(cell));
    arrow.classList.toggle('lit', touches);
    arrow.classList.toggle('faded', cell !== undefined && !touches);
  }
}

function reveal(cell: number): void {
  focused = cell;
  api.postMessage({ kind: 'reveal', cell });
}

function select(cell: number): void {
  for (const each of scene.querySelectorAll<SVGElement>('.cell')) each.classList.toggle('selected', each.dataset['cell'] === String(cell));
}

function mark(cell: number, show: boolean): void {
  focused = cell;
  for (const each of scene.querySelectorAll<SVGElement>('.cell')) {
    const own = each.dataset['cell'] === String(cell);
    each.setAttribute('tabindex', own ? '0' : '-1');
    each.classList.toggle('focused', own && show);
  }
  light(cell);
  if (show) keepInView(cell);
}

function keepInView(cell: number): void {
  const at = placed.get(cell);
  if (!at) return;
  const [x, y] = [at.x * view.scale + view.x, at.y * view.scale + view.y];
  const [width, height] = [window.innerWidth, window.innerHeight];
  if (x < 60 || x > width - 60) view = { ...view, x: view.x + width / 2 - x };
  if (y < 80 || y > height - 60) view = { ...view, y: view.y + height / 2 - y };
  move();
}

/** Arrow keys follow the flow: up to what feeds the cell, down to what it feeds, left and right in the notebook's order. */
svg.addEventListener('keydown', (event) => {
  const { cells = [], arrows = [] } = graph ?? {};
  const at = cells.findIndex((each) => each.cell === focused);
  const steps: Readonly<Record<string, () => number | undefined>> = {
    ArrowUp: () => arrows.findLast((each) => each.to === focused)?.from ?? cells[at - 1]?.cell,
    ArrowDown: () => arrows.find((each) => each.from === focused)?.to ?? cells[at + 1]?.cell,
    ArrowLeft: () => cells[at - 1]?.cell,
    ArrowRight: () => cells[at + 1]?.cell,
    Home: () => cells[0]?.cell,
    End: () => cells.at(-1)?.cell,
  };
  const zooms: Readonly<Record<string, () => void>> = { '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), '0': fit };
  if ((event.key === 'Enter' || event.key === ' ') && focused !== undefined) reveal(focused);
  else if (steps[event.key]) {
    const next = steps[event.key]?.();
    if (next !== undefined) scene.querySelector<SVGElement>(`.cell[data-cell="${next}"]`)?.focus();
  } else if (zooms[event.key]) zooms[event.key]?.();
  else return;
  event.preventDefault();
});

svg.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) zoom(event.deltaY < 0 ? 1.1 : 0.9, event.clientX, event.clientY);
    else pan(-event.deltaX, -event.deltaY);
  },
  { passive: false },
);

let dragged: { x: number; y: number } | undefined;
svg.addEventListener('pointerdown', (event) => {
  if (event.target instanceof Element && event.target.closest('.cell')) return;
  dragged = { x: event.clientX, y: event.clientY };
  svg.classList.add('dragging');
});
window.addEventListener('pointermove', (event) => {
  if (!dragged) return;
  pan(event.clientX - dragged.x, event.clientY - dragged.y);
  dragged = { x: event.clientX, y: event.clientY };
});
window.addEventListener('pointerup', () => {
  dragged = undefined;
  svg.classList.remove('dragging');
});

function pan(x: number, y: number): void {
  view = { ...view, x: view.x + x, y: view.y + y };
  move();
}

function zoom(by: number, x = window.innerWidth / 2, y = window.innerHeight / 2): void {
  const scale = Math.min(2.5, Math.max(0.05, view.scale * by));
  const ratio = scale / view.scale;
  view = { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
  move();
}

/** Below this scale the text of a cell cannot be read. */
const READABLE = 0.55;

/** Room above the picture for the title and the legend. */
const HEADER = 60;

function boxOf(cells: ReadonlyMap<number, Point>): { left: number; right: number; top: number; bottom: number } {
  const xs = [...cells.values()].map((each) => each.x);
  const ys = [...cells.values()].map((each) => each.y);
  const side = WIDTH / 2 + 20;
  return { left: Math.min(...xs) - side, right: Math.max(...xs) + side, top: Math.min(...ys) - HEIGHT, bottom: Math.max(...ys) + HEIGHT };
}

/** The scale at which all cells are seen. */
function scaleFor(cells: ReadonlyMap<number, Point>): number {
  const { left, right, top, bottom } = boxOf(cells);
  return Math.min(window.innerWidth / (right - left), (window.innerHeight - HEADER) / (bottom - top));
}

/** Shows all cells; where they would be too small to read, those around the first. */
function fit(): void {
  const [first] = placed.values();
  if (!first) return;
  const { left, right, top, bottom } = boxOf(placed);
  const free = { width: window.innerWidth, height: window.innerHeight - HEADER };
  const scale = Math.max(READABLE, Math.min(scaleFor(placed), 1));
  const half = free.width / scale / 2;
  const middle = half * 2 > right - left ? (left + right) / 2 : Math.min(Math.max(first.x, left + half), right - half);
  const tall = free.height / scale;
  const upper = tall > bottom - top ? top : Math.min(Math.max(first.y - tall / 2, top), bottom - tall);
  view = { scale, x: free.width / 2 - middle * scale, y: HEADER - upper * scale };
  move();
}

function move(): void {
  scene.setAttribute('transform', `translate(${view.x},${view.y}) scale(${view.scale})`);
}

function element(name: string, attributes: Readonly<Record<string, string>> = {}): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function html(name: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function text(content: string, attributes: Readonly<Record<string, string>>, most: number): SVGElement {
  const made = element('text', attributes);
  made.textContent = content.length > most ? `${content.slice(0, most - 1)}…` : content;
  return made;
}

function titled(content: string): SVGElement {
  const made = element('title');
  made.textContent = content;
  return made;
}

function arrowHead(): SVGElement {
  const definitions = element('defs');
  const head = element('marker', {
    id: 'head',
    viewBox: '0 0 8 8',
    refX: '7',
    refY: '4',
    markerWidth: '7',
    markerHeight: '7',
    orient: 'auto-start-reverse',
  });
  head.append(element('path', { d: 'M0,0 L8,4 L0,8 Z' }));
  definitions.append(head);
  return definitions;
}
