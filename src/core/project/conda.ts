// Reads conda's environment.yml, and knows which packages conda names otherwise than the package index.

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

import type { Declaration } from '../semantics/ports.ts';
import { declarationOf, NOTHING, type Declared } from './reading.ts';
import { normalised } from './requirement.ts';

/** conda's name to the distribution's; written by hand from conda-forge's package pages. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'dask-core': 'dask',
  'matplotlib-base': 'matplotlib',
  libopencv: 'opencv-python',
  'msgpack-python': 'msgpack',
  opencv: 'opencv-python',
  'polars-lts-cpu': 'polars',
  'py-lightgbm': 'lightgbm',
  'py-opencv': 'opencv-python',
  'py-xgboost': 'xgboost',
  pytables: 'tables',
  'python-graphviz': 'graphviz',
  'python-kaleido': 'kaleido',
  pytorch: 'torch',
  'pytorch-cpu': 'torch',
  'pytorch-gpu': 'torch',
  'seaborn-base': 'seaborn',
  'tensorflow-base': 'tensorflow',
  'tensorflow-cpu': 'tensorflow',
  'tensorflow-gpu': 'tensorflow',
};

/** The index's name of a conda package, e.g. `torch` for `pytorch`. */
export function pypiName(conda: string): string {
  const name = conda.toLowerCase();
  return OTHERWISE[name] ?? normalised(name);
}

/** `- numpy=1.26.4` pins, `- pip:` holds pip's requirements. */
export function condaEnvironment(path: string, text: string): Declared {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw error;
  const lineOf = (node: { readonly range?: readonly [number, number, number] | null }): number => lines.linePos(node.range?.[0] ?? 0).line;
  const dependencies = document.get('dependencies');
  const declarations: Declaration[] = [];
  for (const each of isSeq(dependencies) ? dependencies.items : []) {
    if (isScalar(each) && typeof each.value === 'string') declarations.push(...condaSpec(path, each.value, lineOf(each)));
    const pip = isMap(each) ? each.get('pip') : undefined;
    for (const one of isSeq(pip) ? pip.items : []) {
      if (isScalar(one) && typeof one.value === 'string') declarations.push(...declarationOf(path, lineOf(one), one.value));
    }
  }
  return { ...NOTHING, declarations };
}

/**
 * conda's match specification: https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html
 * One `=` is a prefix: `=1.26` admits any 1.26, so it counts as exact only with three parts or with a build string.
 */
function condaSpec(path: string, written: string, line: number): readonly Declaration[] {
  const match = /^(?:[^\s:]+::)?([\w.-]+)\s*(.*)$/.exec(written.trim());
  if (!match) return [];
  const [, name = '', specifier = ''] = match;
  if (name === 'python' || name === 'pip') return [];
  const pinned =
    /^==\s*\d[\w.!]*$/.test(specifier) || /^=\s*\d+(\.\w+){2,}$/.test(specifier) || /^={1,2}\s*\d[\w.!]*=[\w.]+$/.test(specifier);
  return [{ distribution: pypiName(name), requirement: written, pinned, path, line }];
}
