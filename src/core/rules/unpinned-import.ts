// An import whose version nothing fixes: neither a lockfile nor an exact requirement.

import type { Model } from '../semantics/model.ts';
import { changesPath, declarationsOf, importedIn, installedByCells, versionOf, type Imported } from './imported.ts';
import { adding, pinnedRequirement, scriptBlock } from './recording.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

type Key = 'nothing' | 'declared';

export const unpinnedImport = defineRule({
  id: 'unpinned-import',
  summary: 'An imported package whose version nothing fixes.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
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
  },
  *check({ model }): Generator<Report<Key>> {
    const { project } = model.ports;
    if (!project) return;
    const cells = installedByCells(model);
    // `%pip install pandas==2.2.3` is where the notebook itself says it.
    const imported = importedIn(model).filter((each) => !each.names.some((name) => cells.get(name) !== undefined));
    if (imported.length === 0) return;
    if (project.files.length === 0 || project.declarations.length + project.locked.size === 0) {
      const report = nothingSaid(model, imported);
      if (report) yield report;
      return;
    }
    for (const each of imported) {
      const report = declaredLoosely(model, each);
      if (report) yield report;
    }
  },
});

function nothingSaid(model: Model, imported: readonly Imported[]): Report<Key> | undefined {
  const [first] = imported;
  const sure = imported.filter((each) => each.evidence !== 'name');
  const distributions = sure.map((each) => each.distribution).sort();
  const unsure = changesPath(model) ? [] : imported.filter((each) => each.evidence === 'name').map((each) => `\`${each.fact.root}\``);
  const packages = [
    ...(distributions.length > 0 ? [shortened(distributions)] : []),
    ...(unsure.length > 0 ? [`what ${shortened([...new Set(unsure)])} ${unsure.length > 1 ? 'come' : 'comes'} from`] : []),
  ].join(' and of ');
  if (packages === '') return undefined;
  const fix = blockFor(model, sure);
  return {
    message: 'nothing',
    data: { name: first?.fact.root ?? '', packages, distributions, pin: pinOf(model, sure[0]?.distribution) },
    at: first?.fact.at ?? { cell: 0, span: { start: 0, end: 0 } },
    ...(fix ? { fix } : {}),
  };
}

function shortened(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');
}

/** The versions as installed, in a first cell; only where all are known, and the notebook has no such block yet. */
function blockFor(model: Model, sure: readonly Imported[]): Fix | undefined {
  const { installed } = model.ports;
  const versions = sure.map((each) => ({ name: each.distribution, version: installed?.versions.get(each.distribution) }));
  if (versions.length === 0 || versions.some((each) => each.version === undefined)) return undefined;
  if (model.notebook.cells.some((each) => /^# \/\/\/ script/m.test(each.source))) return undefined;
  const requirements = versions.map((each) => `${each.name}==${each.version}`).sort();
  const source = scriptBlock(requirements, installed?.python);
  return {
    title: 'Write the installed versions into a first cell (PEP 723, as `juv` and `uv` read it)',
    kind: 'suggested',
    edits: [{ kind: 'insertCell', before: 0, source }],
  };
}

function declaredLoosely(model: Model, { fact, names }: Imported): Report<Key> | undefined {
  const { project } = model.ports;
  if (names.some((each) => project?.locked.has(each) === true)) return undefined;
  const declared = declarationsOf(model.ports, names);
  const [asked] = declared;
  if (!asked || declared.some((each) => each.pinned)) return undefined;
  const version = versionOf(model.ports, asked.distribution);
  const fix = version === undefined ? undefined : pinnedRequirement(asked, version);
  const exact = version === undefined ? undefined : adding(model.ports, asked.distribution, version);
  return {
    message: 'declared',
    data: {
      name: fact.root,
      distribution: asked.distribution,
      file: `${asked.path}, line ${asked.line},`,
      requirement: asked.requirement,
      pin: exact === undefined ? '' : fix ? `, e.g. \`${asked.distribution}==${version}\`` : `: ${exact}`,
    },
    at: fact.at,
    ...(fix ? { fix } : {}),
  };
}

/** E.g. `, e.g. pandas==2.2.3`, where the installed version is known. */
function pinOf({ ports }: Model, distribution: string | undefined): string {
  const version = distribution === undefined ? undefined : versionOf(ports, distribution);
  return version === undefined ? '' : `, e.g. \`${distribution}==${version}\``;
}
