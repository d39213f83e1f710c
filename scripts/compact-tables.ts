// Packs what was read out of libraries into the bundles: their classes say the same signatures again and again.

import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { DIGITS, POINTERS, QUOTE, shortest, type Pointer } from '../src/core/knowledge/packed.ts';

/** Tables that only name functions giving a table are packed; esbuild takes the others as they stand. */
export const compactTables: Plugin = {
  name: 'compact-tables',
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]knowledge[\\/]generated[\\/].*\.ts$/ }, async ({ path }) => {
      const contents = await compactSource(path);
      return contents === undefined ? undefined : { loader: 'js', contents };
    });
  },
};

const sources = new Map<string, Promise<string | undefined>>();

/** The source of a module that gives the same values as the one in this file; undefined for one that is no table of a library. */
export function compactSource(path: string): Promise<string | undefined> {
  const known = sources.get(path) ?? sourceOf(path);
  sources.set(path, known);
  return known;
}

async function sourceOf(path: string): Promise<string | undefined> {
  const exported: unknown = await import(pathToFileURL(path).href);
  const functions: string[] = [];
  for (const [name, value] of Object.entries(exported ?? {})) {
    if (!isRead(value)) return undefined;
    functions.push(functionSource(name, value()));
  }
  return [`import { unpacked } from '../packed.ts';`, ...functions].join('\n');
}

/** The functions of these tables take nothing. */
function isRead(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** Unpacked when it is first asked for, and kept. */
function functionSource(name: string, value: unknown): string {
  const { size, text } = packedValue(value);
  return `let $${name}; export function ${name}() { return ($${name} ??= unpacked(${size}, ${JSON.stringify(text)})); }`;
}

/** What `unpacked` takes to give a value of JSON again. */
export function packedValue(value: unknown): { readonly size: number; readonly text: string } {
  const json = quoted(JSON.stringify(value));
  return { size: json.length, text: packed(json) };
}

/** Characters that packing needs for itself are escaped, as JSON can escape any. */
function quoted(json: string): string {
  const reserved = new Set([QUOTE, ...POINTERS.map(({ mark }) => mark)]);
  return json.replaceAll(/\\.|[^]/g, (each) => {
    if (each === '"') return QUOTE;
    if (each === '\\"') return '"';
    return reserved.has(each) || each > '~' ? `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}` : each;
  });
}

/** A stretch that stands earlier as well. */
interface Repeat {
  readonly pointer: Pointer;
  readonly distance: number;
  readonly length: number;
}

/** The shortest writing of a text, by its own characters and pointers back. */
function packed(text: string): string {
  const places = earlierPlaces(text);
  // What it costs to write the text from a place to its end, and what that writing begins with there.
  const costs = new Uint32Array(text.length + 1);
  const chosen: (Repeat | undefined)[] = [];
  for (let at = text.length - 1; at >= 0; at--) {
    costs[at] = 1 + (costs[at + 1] ?? 0);
    chosen[at] = undefined;
    for (const repeat of repeatsAt(text, at, places)) {
      const shorter = bestLength(costs, at, repeat);
      if (shorter !== undefined) chosen[at] = { ...repeat, length: shorter };
    }
  }
  let result = '';
  for (let at = 0; at < text.length; at += chosen[at]?.length ?? 1) result += written(chosen[at]) ?? text.charAt(at);
  return result;
}

/** How much of a repeat to take, with its cost noted; undefined where that is no cheaper than what is known for the place. */
function bestLength(costs: Uint32Array, at: number, { pointer, length }: Repeat): number | undefined {
  let best: number | undefined;
  for (let taken = shortest(pointer.digits); taken <= length; taken++) {
    const cost = 2 + pointer.digits + (costs[at + taken] ?? 0);
    if (cost >= (costs[at] ?? 0)) continue;
    costs[at] = cost;
    best = taken;
  }
  return best;
}

function written(repeat: Repeat | undefined): string | undefined {
  if (!repeat) return undefined;
  const { mark, digits } = repeat.pointer;
  let rest = repeat.distance;
  let number = '';
  for (let each = 0; each < digits; each++) {
    number = DIGITS.charAt(rest % DIGITS.length) + number;
    rest = Math.floor(rest / DIGITS.length);
  }
  return mark + DIGITS.charAt(repeat.length - shortest(digits)) + number;
}

/** For each place, the last one before it with the same four characters; -1 where there is none. */
function earlierPlaces(text: string): Int32Array {
  const last = new Map<string, number>();
  return Int32Array.from(text, (_, at) => {
    const opening = text.slice(at, at + 4);
    const earlier = last.get(opening) ?? -1;
    last.set(opening, at);
    return earlier;
  });
}

/** How many earlier places are looked at: more cost time and save little. */
const PLACES = 100;

/** The longest repeats of what stands at a place, each nearer or longer than the others. */
function repeatsAt(text: string, at: number, places: Int32Array): readonly Repeat[] {
  const found: Repeat[] = [];
  let length = 3;
  let start = places[at] ?? -1;
  for (let tried = 0; start >= 0 && tried < PLACES; tried++) {
    // Most places are no longer match than the one found before, which one character tells.
    if (text.charCodeAt(start + length) === text.charCodeAt(at + length)) {
      const repeat = repeatOf(text, start, at);
      if (repeat && repeat.length > length) {
        length = repeat.length;
        found.push(repeat);
      }
    }
    start = places[start] ?? -1;
  }
  return found;
}

function repeatOf(text: string, start: number, at: number): Repeat | undefined {
  const distance = at - start;
  const pointer = POINTERS.find(({ digits }) => distance < DIGITS.length ** digits);
  if (!pointer) return undefined;
  // It may not reach beyond what is written already.
  const limit = Math.min(text.length - at, distance, shortest(pointer.digits) + DIGITS.length - 1);
  const length = common(text, start, at, limit);
  return length < shortest(pointer.digits) ? undefined : { pointer, distance, length };
}

function common(text: string, one: number, other: number, limit: number): number {
  let length = 0;
  while (length < limit && text.charCodeAt(one + length) === text.charCodeAt(other + length)) length += 1;
  return length;
}
