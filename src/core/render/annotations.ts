// Annotations of ports: a qualified class becomes what the notebook itself calls it, e.g. `pd.DataFrame`.

import type { Plan } from '../plan/plan.ts';

export interface Annotations {
  /** What to write for a qualified class; undefined where the notebook imports nothing that names it. */
  of(type: string): string | undefined;
  /** The import line for what is written for a class; undefined where it needs none. */
  importOf(type: string): string | undefined;
  /** What `Config` and `Tracker` are called where the notebook uses these names itself, and how they are imported. */
  readonly config: string;
  readonly tracker: string;
  readonly configImport: string;
  readonly trackerImport: string;
}

/** Builtin classes of which an annotation says something. */
const PLAIN = new Set(['int', 'float', 'str', 'bool', 'list', 'dict', 'set', 'tuple', 'bytes']);

export function annotationsOf(plan: Plan): Annotations {
  const lines = [...new Set([...plan.stages.flatMap((each) => each.imports), ...plan.imports])];
  const known = new Map<string, { readonly text: string; readonly line: string }>();
  for (const line of lines) {
    const plain = /^import ([\w.]+)(?: as (\w+))?$/.exec(line);
    const from = /^from ([\w.]+) import (\w+)(?: as (\w+))?$/.exec(line);
    if (plain?.[1]) known.set(plain[1], { text: plain[2] ?? plain[1], line });
    if (from?.[1] && from[2]) known.set(`${from[1]}.${from[2]}`, { text: from[3] ?? from[2], line });
  }
  // A variable of the notebook that hides an import, e.g. `svm = svm.SVC()`, cannot be annotated with.
  const hidden = new Set(plan.stages.flatMap((each) => [...each.inputs, ...each.outputs].map((port) => port.name)));
  const used = (name: string): boolean => [...plan.sources.values()].some((source) => new RegExp(`\\b${name}\\b`).test(source));
  const config = used('Config') ? 'PipelineConfig' : 'Config';
  const tracker = used('Tracker') ? 'PipelineTracker' : 'Tracker';
  const find = (type: string): { readonly text: string; readonly line: string; readonly whole: boolean } | undefined => {
    const direct = known.get(type);
    const found = direct ?? (/\.([A-Z]\w*|ndarray)$/.test(type) ? known.get(type.slice(0, type.lastIndexOf('.'))) : undefined);
    return found && !hidden.has(found.text.split('.')[0] ?? '') ? { ...found, whole: direct !== undefined } : undefined;
  };
  return {
    of: (type) => {
      if (type.startsWith('builtins.')) return PLAIN.has(type.slice(9)) && !hidden.has(type.slice(9)) ? type.slice(9) : undefined;
      const found = find(type);
      if (!found) return undefined;
      return found.whole ? found.text : `${found.text}.${type.slice(type.lastIndexOf('.') + 1)}`;
    },
    importOf: (type) => find(type)?.line,
    config,
    tracker,
    configImport: `from .config import Config${config === 'Config' ? '' : ` as ${config}`}`,
    trackerImport: `from .tracking import Tracker${tracker === 'Tracker' ? '' : ` as ${tracker}`}`,
  };
}
