// The graph of a notebook's cells as text for people, and in the languages of Mermaid and Graphviz.

import type { Graph, GraphArrow, GraphCell } from './graph.ts';

/** Longer lines of code are cut in a box of a picture. */
const WIDEST = 40;

/** Names on one arrow; the rest is counted. */
const MOST_NAMES = 4;

/** One paragraph a cell: its code, its state, and what it reads from where. */
export function graphText({ title, cells, arrows }: Graph): string {
  const parts = cells.map((each) => {
    const inputs = arrows.filter((arrow) => arrow.to === each.cell);
    const head = `${nameOf(each)}${stateText(each)}  ${short(each.label, 70)}`;
    return [head, ...inputs.map((arrow) => `  <- cell ${arrow.from + 1}: ${arrow.names.join(', ')}`)].join('\n');
  });
  return `${[`${title}: which cell reads what, and from where`, ...(parts.length > 0 ? parts : ['No cell holds code.'])].join('\n\n')}\n`;
}

/** A flowchart: https://mermaid.js.org/syntax/flowchart.html */
export function graphMermaid({ cells, arrows }: Graph): string {
  const text = (raw: string): string => raw.replaceAll(/[^\p{L}\p{N} ,.:()[\]=+*/_-]/gu, (char) => `#${char.codePointAt(0)};`);
  const boxes = cells.map((each) => {
    const lines = [`${nameOf(each)}${stateText(each)}`, short(each.label, WIDEST)].map(text);
    return `  c${each.cell + 1}["${lines.join('<br/>')}"]${classOf(each)}`;
  });
  const lines = arrows.map((each) => `  c${each.from + 1} -->|"${text(namesText(each))}"| c${each.to + 1}`);
  return [
    'flowchart TD',
    ...boxes,
    ...lines,
    '  classDef failing stroke:#c62828,stroke-width:2px',
    '  classDef warned stroke:#ef6c00,stroke-width:2px',
    '  classDef stale stroke-dasharray:5 4',
    '',
  ].join('\n');
}

/** A digraph: https://graphviz.org/doc/info/lang.html */
export function graphDot({ title, cells, arrows }: Graph): string {
  const text = (raw: string): string => raw.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\s/g, ' ');
  const boxes = cells.map((each) => {
    const lines = [`${nameOf(each)}${stateText(each)}`, short(each.label, WIDEST)].map(text);
    const color = each.worst === 'error' ? ' color="#c62828" penwidth=2' : each.worst === 'warning' ? ' color="#ef6c00" penwidth=2' : '';
    return `  c${each.cell + 1} [label="${lines.join('\\l')}\\l"${color}${each.stale ? ' style=dashed' : ''}];`;
  });
  const lines = arrows.map((each) => `  c${each.from + 1} -> c${each.to + 1} [label="${text(namesText(each))}"];`);
  return [
    `digraph "${text(title)}" {`,
    '  node [shape=box fontname="monospace"];',
    '  edge [fontname="monospace"];',
    ...boxes,
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** A contract for other programs: cells from 0, as in the report of a check. */
export function graphJson({ title, cells, arrows }: Graph): string {
  const listed = cells.map(({ heading, worst, ...rest }) => ({ ...rest, heading: heading ?? null, worst: worst ?? null }));
  return `${JSON.stringify({ version: 1, path: title, cells: listed, arrows }, undefined, 2)}\n`;
}

/** E.g. `cell 3 [7]`; people count cells from 1. */
function nameOf({ cell, count }: GraphCell): string {
  return `cell ${cell + 1}${count === null ? '' : ` [${count}]`}`;
}

/** E.g. ` (error, stale)`. */
function stateText({ worst, stale, outOfOrder }: GraphCell): string {
  const marks = [
    ...(worst === undefined || worst === 'information' ? [] : [worst]),
    ...(stale ? ['stale'] : []),
    ...(outOfOrder ? ['out of order'] : []),
  ];
  return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
}

function classOf({ worst, stale }: GraphCell): string {
  // Mermaid takes one class behind `:::`; a failure says more than staleness.
  const name = worst === 'error' ? 'failing' : worst === 'warning' ? 'warned' : stale ? 'stale' : undefined;
  return name === undefined ? '' : `:::${name}`;
}

function namesText({ names }: GraphArrow): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Cut between characters, not inside a surrogate pair. */
function short(text: string, widest: number): string {
  const chars = Array.from(text);
  return chars.length > widest ? `${chars.slice(0, widest - 1).join('')}…` : text;
}
