// What DVC tracks, by its own files: `x.dvc`, `dvc.yaml`, `dvc.lock`.

import { parse } from 'yaml';

import { record } from './reading.ts';

/** A file of DVC's by its name. */
export function isDvcFile(name: string): boolean {
  return name.endsWith('.dvc') || name === 'dvc.yaml' || name === 'dvc.lock';
}

/** The paths that such a file says DVC keeps, relative to its folder; none of a text that is not what the name says. */
export function dvcOutputs(text: string): readonly string[] {
  const document = parsed(text);
  const own = listOf(document, 'outs');
  const stages = Object.values(record(record(document)['stages'])).flatMap((stage) =>
    ['outs', 'metrics', 'plots'].flatMap((each) => listOf(stage, each)),
  );
  return [...own, ...stages];
}

/** `- data/a.csv`, `- path: data/a.csv`, `- data/a.csv: {cache: false}`; what is not cached is git's. */
function listOf(holder: unknown, key: string): readonly string[] {
  const list = record(holder)[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown): string[] => {
    if (typeof each === 'string') return [each];
    const { path, cache, ...rest } = record(each);
    if (typeof path === 'string') return cache === false ? [] : [path];
    return Object.entries(rest).flatMap(([name, options]) => (record(options)['cache'] === false ? [] : [name]));
  });
}

function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
