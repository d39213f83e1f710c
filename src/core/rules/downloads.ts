// What a notebook brings from the web: by a reader that takes an address, by a call that downloads, by a command of the shell.

import { DOWNLOAD_ALIASES, DOWNLOADS, POOCH, type Download } from '../knowledge/downloads.ts';
import type { ArgumentFact } from '../knowledge/table.ts';
import type { Expression, ExprNode } from '../python/ast.ts';
import type { Magic, Module } from '../python/module.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { textAt } from './places.ts';
import { lastPart } from './words.ts';

/** An address, or a set that a service knows by a name; what fixes it already is not listed. */
export type Brought =
  | { readonly kind: 'address'; readonly address: string; readonly at: Place; readonly pinned: string }
  | { readonly kind: 'set'; readonly name: string; readonly callee: string; readonly fact: Download; readonly at: Place };

/** Files of data by their ending; a program, a page or an answer of a service is none. */
const DATA_FILE =
  /\.(csv|tsv|txt|dat|data|json|jsonl|geojson|zip|gz|tgz|bz2|xz|tar|7z|parquet|feather|xlsx?|npz?|npy|pkl|pickle|h5|hdf5|nc|arff|mat|libsvm|shp|tif|wav)$/i;
const PROGRAM =
  /\.(py|ipynb|sh|deb|rpm|whl|js|css|exe|jar|dmg|msi|yml|yaml|toml|cfg|ttf|otf)$|(?:requirements|constraints)[\w-]*\.txt$|\/(?:ana|mini)conda/i;

export function broughtIn(model: Model): readonly Brought[] {
  const read = model.document.events.flatMap((each) => {
    if (each.kind === 'read' && each.path !== undefined) return addressIn(each.path, each.at, POOCH);
    return each.kind === 'call' ? called(model, each) : [];
  });
  const commands = model.modules.flatMap((module) => module.magics.flatMap((each) => fetched(module, each)));
  const places = new Map<string, Brought>();
  // A call that reads its address is met twice; the call knows more.
  for (const each of [...commands, ...read]) places.set(`${each.at.cell} ${each.at.span.start}`, each);
  return [...places.values()].filter((each) => each.kind === 'set' || each.pinned !== '');
}

function addressIn(text: string, at: Place, pinned: string): readonly Brought[] {
  if (!/^(?:https?|ftp):\/\/(?!localhost|127\.|0\.0\.|(?:www\.)?example\.)/i.test(text) || PROGRAM.test(pathIn(text))) return [];
  return [{ kind: 'address', address: text, at, pinned }];
}

function pathIn(address: string): string {
  return address.replace(/[?#].*$/, '');
}

function called(model: Model, event: EventOf<'call'>): readonly Brought[] {
  const { node, at } = event;
  if (node.nodeType !== 'Call') return [];
  const callee = event.callee ?? writtenName(model, node.func, at.cell);
  const known = DOWNLOAD_ALIASES[callee] ?? callee;
  const fact = Object.hasOwn(DOWNLOADS, known) ? DOWNLOADS[known] : undefined;
  if (!fact) return [];
  const isPinned = fact.pins.some((each) => isGiven(node, each));
  if (fact.address) {
    const address = textOf(model, argumentOf(node, fact.address), event.step);
    if (address === undefined || (fact.general && !DATA_FILE.test(pathIn(address)))) return [];
    // A checksum is given: the place is known, and nothing is to be said of it.
    return addressIn(address, at, isPinned ? '' : fact.pinned);
  }
  const name = fact.name && textOf(model, argumentOf(node, fact.name), event.step);
  if (name === undefined || isPinned || fact.named?.test(name) || isLocal(model, name)) return [];
  return [{ kind: 'set', name, callee, fact, at }];
}

/** The last parts of all names that are looked up. */
const METHODS: ReadonlySet<string> = new Set([...Object.keys(DOWNLOADS), ...Object.keys(DOWNLOAD_ALIASES)].map(lastPart));

/** `pooch.retrieve` of a library that nothing is known of, by the name that it is imported by. */
function writtenName(model: Model, node: ExprNode, cell: number): string {
  if (node.nodeType !== 'Attribute' || !METHODS.has(node.attr)) return '';
  const module = model.modules.find((each) => each.cell === cell);
  const text = module ? textAt(model, { cell, span: module.spanOf(node) }) : '';
  return model.imports.some((each) => each.level === 0 && text.startsWith(`${each.module}.`)) ? text : '';
}

/** A folder, a script, or one of the loaders of `datasets` that read files of one's own. */
function isLocal(model: Model, name: string): boolean {
  return (
    /^[./~]|\.\w+$|^(csv|json|text|parquet|pandas|arrow|sql|xml|webdataset|\w+folder)$/.test(name) ||
    model.ports.sample?.(name)?.kind === 'file'
  );
}

/** Given, and not None; what `**options` hold is not known, so they count as given. */
function isGiven(call: Expression<'Call'>, fact: ArgumentFact): boolean {
  if (call.keywords.some((each) => typeof each.arg !== 'string')) return true;
  const given = argumentOf(call, fact);
  return given !== undefined && !(given.nodeType === 'Constant' && given.value === null);
}

function argumentOf(call: Expression<'Call'>, { name, position }: ArgumentFact): ExprNode | undefined {
  const named = call.keywords.find((each) => each.arg === name)?.value;
  return named ?? (position === undefined ? undefined : call.args[position]);
}

/** A text that is written out, under a name that holds one at that step, or put together of such. */
function textOf(model: Model, node: ExprNode | undefined, step: number): string | undefined {
  if (node?.nodeType === 'Constant') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.nodeType === 'BinOp') {
    const [left, right] = [textOf(model, node.left, step), textOf(model, node.right, step)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (node?.nodeType !== 'Name') return undefined;
  const bound = model.document.events.findLast((each) => each.kind === 'bind' && each.name === node.id && each.step <= step);
  const value = bound?.kind === 'bind' ? bound.value.constant?.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** `!wget URL`, `!curl -O URL`, and the lines of a cell of the shell. */
function fetched(module: Module, magic: Magic): readonly Brought[] {
  const isShell = magic.kind === 'shell' || (magic.kind === 'cell' && /^(bash|sh|script|!)$/.test(magic.name));
  if (!isShell) return [];
  const { start } = magic.span;
  const end = magic.kind === 'cell' ? module.source.length : magic.span.end;
  const found: Brought[] = [];
  for (const line of module.source.slice(start, end).matchAll(/^.*$/gm)) {
    // What is piped into a program is no file; without a place to write to, curl asks a service.
    if (
      !/\bwget\b|\bcurl\b.*(?:\s-\w*[oOJ]\b|--output|--remote-name|>)/.test(line[0]) ||
      /\|\s*(?:sudo\s+)?(?:ba)?sh\b|checksum|sha256/.test(line[0])
    )
      continue;
    for (const match of line[0].matchAll(/(?:https?|ftp):\/\/[^\s"'`|;&<>)\\]+/g)) {
      const from = start + line.index + match.index;
      if (/[${}]/.test(match[0])) continue;
      found.push(
        ...addressIn(
          match[0],
          { cell: module.cell, span: { start: from, end: from + match[0].length } },
          'echo "<sha256>  <file>" | sha256sum --check',
        ),
      );
    }
  }
  return found;
}
