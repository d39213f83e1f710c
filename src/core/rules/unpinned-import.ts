// An import whose version nothing fixes: neither a lockfile nor an exact requirement.

import { distributionOf } from '../knowledge/distributions.ts';
import { STANDARD_LIBRARY } from '../knowledge/generated/standard-library.ts';
import type { ImportFact, Model } from '../semantics/model.ts';
import type { Declaration, ProjectFacts } from '../semantics/ports.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'nothing' | 'declared' | 'undeclared';

export const unpinnedImport = defineRule({
  id: 'unpinned-import',
  summary: 'An imported package whose version nothing fixes.',
  category: 'environment',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    nothing: {
      what: 'nothing says which versions of {packages} this notebook needs.',
      why: 'Whoever runs it next gets other versions; a missing or newer package is what most re-runs fail by.',
      how: 'Write a requirements.txt with exact versions beside it{pin}, or let `uv` keep a lockfile.',
    },
    declared: {
      what: '`{name}` comes from {distribution}, which {file} asks for as `{requirement}`: any of many versions.',
      why: 'Whoever installs it next gets another version than the one that made these outputs.',
      how: 'Pin it exactly{pin}, or commit a lockfile.',
    },
    undeclared: {
      what: '`{name}` is imported, and no dependency file of the project names {distribution}{sure}.',
      why: 'Whoever installs the project gets a notebook that stops at this import.',
      how: 'Add it to the project{pin}.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const { project } = model.ports;
    if (!project) return;
    const imported = firstImports(model, project);
    if (imported.length === 0) return;
    if (project.files.length === 0 || project.declarations.length + project.locked.size === 0) {
      yield nothingSaid(model, imported);
      return;
    }
    for (const each of imported) {
      const report = reportOf(model, project, each);
      if (report) yield report;
    }
  },
});

interface Imported {
  readonly fact: ImportFact;
  readonly distribution: string;
  readonly names: readonly string[];
  readonly sure: boolean;
}

/** Comes with every kernel, or is the kernel. */
const WITH_KERNEL = new Set(['ipython', 'ipykernel', 'jupyter', 'notebook', 'pip', 'setuptools']);

/** The first import of each distribution; what may be absent (in `try`) and what lies beside the notebook are none. */
function firstImports(model: Model, project: ProjectFacts): readonly Imported[] {
  const first = new Map<string, Imported>();
  for (const fact of model.imports) {
    if (fact.level > 0 || fact.optional || fact.root === '' || STANDARD_LIBRARY.has(fact.root) || project.localModules.has(fact.root))
      continue;
    const installed = model.ports.installed?.packages.get(fact.root);
    const guess = distributionOf(fact.module);
    const distribution = installed?.[0] ?? guess?.distribution;
    if (distribution === undefined || WITH_KERNEL.has(distribution) || first.has(distribution)) continue;
    const names = installed ?? [distribution, ...(guess?.alternatives ?? [])];
    first.set(distribution, { fact, distribution, names, sure: installed !== undefined || guess?.confidence === 'known' });
  }
  return [...first.values()];
}

function nothingSaid(model: Model, imported: readonly Imported[]): Report<Key> {
  const [first] = imported;
  const distributions = imported.map((each) => each.distribution).sort();
  const shown =
    distributions.length > 6 ? `${distributions.slice(0, 6).join(', ')} and ${distributions.length - 6} more` : distributions.join(', ');
  return {
    message: 'nothing',
    data: { name: first?.fact.root ?? '', packages: shown, distributions, pin: pinOf(model, first?.distribution ?? '') },
    at: first?.fact.at ?? { cell: 0, span: { start: 0, end: 0 } },
  };
}

function reportOf(model: Model, project: ProjectFacts, { fact, distribution, names, sure }: Imported): Report<Key> | undefined {
  const provided = new Set(names);
  if (names.some((each) => project.locked.has(each))) return undefined;
  const declared: readonly Declaration[] = project.declarations.filter((each) => provided.has(each.distribution));
  if (declared.some((each) => each.pinned)) return undefined;
  const [asked] = declared;
  const pin = pinOf(model, asked?.distribution ?? distribution);
  if (!asked)
    return {
      message: 'undeclared',
      data: { name: fact.root, distribution, pin, sure: sure ? '' : ` (if that is what \`${fact.root}\` comes from)` },
      at: fact.at,
      severity: sure ? 'warning' : 'information',
    };
  return {
    message: 'declared',
    data: {
      name: fact.root,
      distribution: asked.distribution,
      file: `${asked.path}, line ${asked.line},`,
      requirement: asked.requirement,
      pin,
    },
    at: fact.at,
  };
}

/** E.g. `, e.g. pandas==2.2.3`, where the installed version is known. */
function pinOf(model: Model, distribution: string): string {
  const version = model.ports.installed?.versions.get(distribution);
  return version === undefined ? '' : `, e.g. \`${distribution}==${version}\``;
}
