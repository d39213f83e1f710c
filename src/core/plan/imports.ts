// Imports: each name the notebook imports as a line of its own, so that every module takes only what it uses.

import type { Statement } from '../python/ast.ts';
import type { Context } from './context.ts';

export interface Imported {
  readonly name: string;
  readonly line: string;
  /** Top-level import name, e.g. `sklearn`. */
  readonly root: string;
}

export type ImportNode = Statement<'Import'> | Statement<'ImportFrom'>;

export function importNode(context: Context, step: number): ImportNode | undefined {
  const node = context.statementOf(step);
  return node?.nodeType === 'Import' || node?.nodeType === 'ImportFrom' ? node : undefined;
}

/** What an import statement at top level binds; a star import gives the names that are known of the module. */
export function importedBy(context: Context, step: number): readonly Imported[] {
  const node = importNode(context, step);
  if (!node) return [];
  if (node.nodeType === 'Import')
    return node.names.map((each) => ({
      name: each.asname ?? each.name.split('.')[0] ?? each.name,
      line: each.asname === undefined ? `import ${each.name}` : `import ${each.name} as ${each.asname}`,
      root: each.name.split('.')[0] ?? each.name,
    }));
  const module = `${'.'.repeat(node.level ?? 0)}${node.module ?? ''}`;
  const root = (node.module ?? '').split('.')[0] ?? '';
  const from = (name: string, asname?: string): Imported => ({
    name: asname ?? name,
    line: `from ${module} import ${name}${asname === undefined || asname === name ? '' : ` as ${asname}`}`,
    root,
  });
  if (node.names.some((each) => each.name === '*')) return [...(context.flows[step]?.bound.keys() ?? [])].map((name) => from(name));
  return node.names.map((each) => from(each.name, each.asname));
}

/** The import lines for names, by the steps that provide them. */
export class ImportLines {
  readonly #lines = new Map<string, Map<number, Imported>>();

  constructor(context: Context) {
    for (const step of context.steps)
      for (const imported of importedBy(context, step.index)) {
        const known = this.#lines.get(imported.name) ?? new Map<number, Imported>();
        known.set(step.index, imported);
        this.#lines.set(imported.name, known);
      }
  }

  /** The line that binds a name, where one of the providers is an import of it. */
  of(name: string, providers: readonly number[]): Imported | undefined {
    const known = this.#lines.get(name);
    return known && providers.map((each) => known.get(each)).findLast((each) => each !== undefined);
  }

  /** The last name that a line such as `import matplotlib.pyplot as plt` binds, by how the line begins. */
  named(start: string): string | undefined {
    return [...this.#lines].findLast(([, known]) => [...known.values()].some((each) => each.line.startsWith(start)))?.[0];
  }

  /** Whether every one of so many bindings of a name imports the same thing. */
  isSteady(name: string, bindings: number): boolean {
    const known = this.#lines.get(name);
    return known !== undefined && known.size === bindings && !this.isRebound(name);
  }

  /** Whether a name is imported from several places in turn; such imports stay statements. */
  isRebound(name: string): boolean {
    return new Set([...(this.#lines.get(name)?.values() ?? [])].map((each) => each.line)).size > 1;
  }

  /** The last import of a name, for code whose reads were not followed. */
  lastOf(name: string): Imported | undefined {
    return [...(this.#lines.get(name)?.values() ?? [])].at(-1);
  }
}

/** Sorted as isort's default and ruff's I001 want them: standard library apart is left to the formatter. */
export function sortedLines(lines: Iterable<string>): readonly string[] {
  const key = (line: string): string => `${line.startsWith('import ') ? 0 : 1}${line.toLowerCase()}`;
  return [...new Set(lines)].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
