// Reads conda's environment.yml and lists of packages, and knows which packages conda names otherwise than the package index.

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

import type { Declaration } from '../semantics/ports.ts';
import { declarationOf, NOTHING, type Declared, type Locked } from './reading.ts';
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
  return (Object.hasOwn(OTHERWISE, name) ? OTHERWISE[name] : undefined) ?? normalised(name);
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
  const includes: string[] = [];
  for (const each of isSeq(dependencies) ? dependencies.items : []) {
    if (isScalar(each) && typeof each.value === 'string') declarations.push(...condaSpec(path, each.value, lineOf(each)));
    const pip = isMap(each) ? each.get('pip') : undefined;
    for (const one of isSeq(pip) ? pip.items : []) {
      if (!isScalar(one) || typeof one.value !== 'string') continue;
      const included = /^(?:-r|--requirement|-c|--constraint)[\s=]*(.+)$/.exec(one.value.trim())?.[1];
      if (included !== undefined) includes.push(included.trim());
      else declarations.push(...declarationOf(path, lineOf(one), one.value));
    }
  }
  return { ...NOTHING, declarations, includes };
}

/** Whether a text is what `conda list --explicit` or `--export` wrote, whatever the file is called. */
export function isCondaList(text: string): boolean {
  return /^@EXPLICIT\s*$|^# \$ conda create --name <env> --file/m.test(text);
}

/**
 * `conda list --explicit`, one address a line, as conda-lock writes it for one platform too, and `conda list --export`:
 * `name=version=build`, with `pypi_0` for what pip installed. Each names one build, so all of it is locked.
 */
export function condaList(_path: string, text: string): Declared {
  const locked = text.split(/\r?\n/).flatMap((line): readonly Locked[] => {
    const [, name, version] =
      /^\S+:\/\/\S*\/([^/#]+)-([^-/#]+)-[^-/#]+\.(?:conda|tar\.bz2)(?:#\S*)?\s*$/.exec(line) ??
      /^([\w.-]+)=([^=\s]+)=(?!pypi_)\S+\s*$/.exec(line) ??
      [];
    if (name !== undefined && version !== undefined) return [{ name: pypiName(name), version }];
    // pip's part: `shap=0.46.0=pypi_0`, and conda-lock's comment `# pip shap @ https://.../shap-0.46.0-py3-none-any.whl --hash=...`.
    const [, own, exact] = /^([\w.-]+)=([^=\s]+)=pypi_\S+\s*$/.exec(line) ?? /^# pip (\S+) @ \S+\/[^/]+?-(\d[^-/]*)[-.]/.exec(line) ?? [];
    return own !== undefined && exact !== undefined ? [{ name: normalised(own), version: exact }] : [];
  });
  return { ...NOTHING, locked };
}

/**
 * conda's match specification: https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html
 * One `=` is a prefix: `=1.26` admits any 1.26, so it counts as exact only with three parts or with a build string.
 */
export function condaSpec(path: string, written: string, line: number): readonly Declaration[] {
  const match = /^(?:[^\s:]+::)?([\w.-]+)\s*(.*)$/.exec(written.trim());
  if (!match) return [];
  const [, name = '', specifier = ''] = match;
  if (name === 'python' || name === 'pip') return [];
  const pinned =
    /^==\s*\d[\w.!]*$/.test(specifier) || /^=\s*\d+(\.\w+){2,}$/.test(specifier) || /^={1,2}\s*\d[\w.!]*=[\w.]+$/.test(specifier);
  return [{ distribution: pypiName(name), requirement: written, pinned, path, line }];
}
