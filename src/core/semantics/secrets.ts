// Finds keys, tokens and passwords in the texts of a notebook; whoever shows a text asks here what to hide.

import { NO_SECRET, PLACEHOLDER, SECRET_NAMES, SECRET_SHAPES } from '../knowledge/secrets.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { overlap, type Span } from '../text/span.ts';
import { remembered } from './remembered.ts';

export interface Secret {
  readonly cell: number;
  /** Offsets in the cell's source; undefined for one that stands in an output. */
  readonly span: Span | undefined;
  readonly value: string;
  /** What it is, e.g. "a GitHub token". */
  readonly label: string;
  /** The environment variable that it could come from, e.g. `GITHUB_TOKEN`. */
  readonly variable: string;
  /** Its shape is that of one issuer; else its name tells. */
  readonly shaped: boolean;
}

/** More of the outputs of a cell, and of all cells together, is not read: they may hold hundreds of megabytes. */
const MOST_OF_CELL = 1_000_000;
const MOST_OF_ALL = 20_000_000;

/** All secrets of a notebook: in its cells of any kind, and in what they have shown as text. */
export const secretsOf = remembered((notebook: Notebook): readonly Secret[] => {
  const found: Secret[] = [];
  let all = MOST_OF_ALL;
  for (const { index: cell, source, outputs } of notebook.cells) {
    for (const each of secretsIn(source)) found.push({ cell, ...each });
    let left = Math.min(all, MOST_OF_CELL);
    for (const { text } of outputs) {
      if (left <= 0) break;
      for (const each of secretsIn(text.length > left ? text.slice(0, left) : text)) found.push({ cell, ...each, span: undefined });
      left -= text.length;
      all -= text.length;
    }
  }
  return found;
});

/** A text of the notebook as it may be shown, a part of its file too: each secret as stars, of the same length, so that places stay. */
export function withoutSecrets(notebook: Notebook, text: string): string {
  let shown = text;
  for (const { value } of secretsOf(notebook))
    for (const each of writings(value)) if (shown.includes(each)) shown = shown.replaceAll(each, each.replaceAll(/\S/g, '*'));
  return shown;
}

/** A value as it is, as JSON has it, and each long line of one that has several. */
function writings(value: string): readonly string[] {
  const lines = value.includes('\n') ? value.split('\n').filter((each) => each.trim().length >= 8) : [];
  return [value, JSON.stringify(value).slice(1, -1), ...lines];
}

type Found = Omit<Secret, 'cell' | 'span'> & { readonly span: Span };

function secretsIn(text: string): readonly Found[] {
  const found = shapedIn(text);
  const free = namedIn(text).filter(({ span }) => !found.some((each) => overlap(each.span, span)));
  return [...found, ...free];
}

const SHAPES = SECRET_SHAPES.map((each) => ({
  ...each,
  whole: new RegExp(`(?:${each.starts})${each.rest}`, 'y'),
  first: new RegExp(each.starts, 'y'),
}));

/** One pass over the text for all beginnings; the shapes are tried only there. */
const BEGINNINGS = new RegExp(SECRET_SHAPES.map((each) => each.starts).join('|'), 'g');

function shapedIn(text: string): readonly Found[] {
  const found: Found[] = [];
  let end = 0;
  for (const { index } of matchesOf(BEGINNINGS, text)) {
    if (index < end) continue;
    for (const shape of SHAPES) {
      if (!shape.anywhere && /[\w-]/.test(text[index - 1] ?? '')) continue;
      shape.first.lastIndex = index;
      shape.whole.lastIndex = index;
      const head = shape.first.exec(text);
      const match = head && shape.whole.exec(text);
      if (!match) continue;
      const value = match[1] ?? match[0];
      const body = match[1] ?? match[0].slice(head[0].length);
      if (PLACEHOLDER.test(value) || NO_SECRET.test(body) || entropyOf(body) < (shape.entropy ?? 3)) continue;
      const start = index + match[0].indexOf(value);
      end = start + value.length;
      found.push({ span: { start, end }, value, label: shape.label, variable: shape.variable, shaped: true });
      break;
    }
  }
  return found;
}

/** In classes, not with the flag: that way it runs five times as fast. */
const HINTS = /[kK][eE][yY]|[tT][oO][kK][eE][nN]|[sS][eE][cC][rR][eE][tT]|[pP][aA][sS][sS]|[pP][wW][dD]|[aA][uU][tT][hH][oO][rR]/g;
const NAMES = SECRET_NAMES.map((each) => ({ ...each, ending: new RegExp(`(?:${each.name})$`, 'i') }));
/** `= "value"`, `"]= 'value'`, `": "Bearer value"`, `", "value"`, `: str = "value"`. */
const QUOTED = /["']?\]?\)?\s{0,4}(?::\s{0,2}str\s{0,2})?(?:=|:|,)\s{0,4}[rbuRBU]?(["'])(?:(?:Bearer|Basic|[Tt]oken) )?([^"'\s]{6,300})\1/y;
/** `=value` in a command or an address, `--token value`. */
const BARE = /\s{0,2}(?:=|\s)\s{0,2}["']?([^\s"'&#;|)]{6,300})/y;

function namedIn(text: string): readonly Found[] {
  const found: Found[] = [];
  let last = 0;
  for (const { index } of matchesOf(HINTS, text)) {
    if (index < last) continue;
    const { start, end } = wordAt(text, index);
    last = end;
    const name = text.slice(start, end);
    const kind = /^public/i.test(name) ? undefined : NAMES.find((each) => each.ending.test(name));
    const value = kind && valueBehind(text, start, end);
    if (!value || !isSecret(value.text, kind.least)) continue;
    const variable = name
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .replaceAll('-', '_')
      .toUpperCase();
    const span = { start: value.start, end: value.start + value.text.length };
    found.push({ span, value: value.text, label: kind.label, variable, shaped: false });
  }
  return found;
}

/** The name around an offset, e.g. `OPENAI_API_KEY`, `x-api-key`. */
function wordAt(text: string, at: number): Span {
  let [start, end] = [at, at];
  while (at - start < 40 && /[\w-]/.test(text[start - 1] ?? '')) start -= 1;
  while (end - at < 40 && /[\w-]/.test(text[end] ?? '')) end += 1;
  return { start, end };
}

/** Without the copy of the expression that `matchAll` makes, which is compiled anew for each text. */
function* matchesOf(expression: RegExp, text: string): Generator<RegExpExecArray> {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const next = expression.lastIndex;
    yield match;
    expression.lastIndex = next;
  }
}

function valueBehind(text: string, start: number, at: number): { readonly start: number; readonly text: string } | undefined {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted?.[2] !== undefined) return { start: at + quoted[0].length - 1 - quoted[2].length, text: quoted[2] };
  if (!/[?&]$|--?$|--[\w-]{1,20}$/.test(text.slice(Math.max(0, start - 24), start)) && !isCommand(text, start)) return undefined;
  BARE.lastIndex = at;
  const bare = BARE.exec(text);
  return bare?.[1] === undefined ? undefined : { start: at + bare[0].length - bare[1].length, text: bare[1] };
}

/** `!export TOKEN=...`, `%env TOKEN=...`, `export TOKEN=...` in a cell of a shell. */
function isCommand(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 320), at);
  return /^\s*(?:!|%(?:set_)?env\b|export\s)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** Long and mixed enough to be made by a machine; a password need only be no word. */
function isSecret(value: string, least: number): boolean {
  if (value.length < least || PLACEHOLDER.test(value) || NO_SECRET.test(value)) return false;
  if (!/[A-Za-z]/.test(value) || !/[\d!@#$%^&*+=?]/.test(value) || /[()[\]{}<>]/.test(value)) return false;
  if (least < 12) return entropyOf(value) >= 2;
  // `bert-base-uncased-v2` is made of words.
  return entropyOf(value) >= 3 && value.split(/[-_.]/).some((each) => each.length >= 12 && /[A-Za-z]/.test(each) && /\d/.test(each));
}

/** Shannon's entropy in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
