// Why an import is not there: not installed, misspelt, or no longer part of Python.

import { distributionOf, type DistributionGuess } from '../knowledge/distributions.ts';
import { leftIn } from '../knowledge/standard-modules.ts';
import type { ImportFact, Model } from '../semantics/model.ts';
import type { InstalledFacts } from '../semantics/ports.ts';
import { isAsked, modulesOf, providerOf } from './imported.ts';
import { nearest } from './nearest.ts';
import type { Report } from './rule.ts';

export type AbsenceKey = 'missing' | 'submodule' | 'left';

/** A module that the interpreter does not have; undefined where it does, or where that cannot be told. */
export function absentFrom(model: Model, fact: ImportFact, installed: InstalledFacts): Report<AbsenceKey> | undefined {
  const { root, at } = fact;
  const isHere = installed.modules?.has(root) === true || installed.packages.has(root);
  if (isHere && distributionOf(root)) return misspelt(model, fact.module, root, at);
  // Of a namespace such as `google.cloud` one part may be there and another not.
  const module = isHere ? modulesOf(fact).find((each) => isMissing(model, each)) : root;
  const guess = module === undefined ? undefined : distributionOf(isHere ? module : fact.module);
  const known = guess?.confidence === 'known' ? guess : undefined;
  if (module === undefined || (!guess && (isHere || root !== fact.module)) || comesWithHost(fact.module)) return undefined;
  const python = installed.python === undefined ? '' : ` (Python ${installed.python})`;
  return { message: 'missing', data: { name: module, python, remedy: remedyFor(root, known, installed) }, at };
}

/** What was Python's own once; where only the notebook's metadata name the version, it ran there. */
export function leftPython({ ports: { installed, project } }: Model, { root, at }: ImportFact): Report<AbsenceKey> | undefined {
  const python = installed?.python ?? project?.python;
  const kept = distributionOf(root);
  const known = kept?.confidence === 'known' ? kept.distribution : undefined;
  const isThere = installed?.modules?.has(root) === true || installed?.packages.has(root) === true;
  if (python === undefined || isThere || (known !== undefined && isAsked(project, known))) return undefined;
  const remedy = known === undefined ? 'Write it anew without.' : `Write it anew without, or install \`${known}\`, which keeps it alive.`;
  const who = installed?.python === undefined ? 'the project asks for' : 'the interpreter is';
  return { message: 'left', data: { name: root, until: leftIn(root) ?? '', who, python, remedy }, at };
}

function isMissing({ ports }: Model, module: string): boolean {
  return distributionOf(module)?.confidence === 'known' && providerOf(ports, module)?.evidence !== 'installed';
}

/** `google.colab` is there where it runs, and nowhere else. */
function comesWithHost(module: string): boolean {
  return distributionOf(module) === undefined && distributionOf(`${module}.x`) === undefined;
}

function remedyFor(root: string, known: DistributionGuess | undefined, { modules }: InstalledFacts): string {
  if (known) {
    const others = known.alternatives.length > 0 ? ` (or ${known.alternatives.join(', ')})` : '';
    return `Install \`${known.distribution}\`${others} where the kernel runs.`;
  }
  const similar = nearest(root, modules ?? []);
  if (similar !== undefined) return `Is \`${similar}\` meant?`;
  return 'nbship knows no package that it comes from: look it up before you install something of that name, or commit the module.';
}

/** Only where another module of the library is spelled alike: some make modules as they run. */
function misspelt({ ports: { installed } }: Model, module: string, root: string, at: ImportFact['at']): Report<AbsenceKey> | undefined {
  if (!module.includes('.')) return undefined;
  const below = installed?.modulesOf?.(root) ?? new Map<string, ReadonlySet<string>>();
  const all = [...below.values()].flatMap((each) => [...each]);
  if (all.length === 0 || all.includes(module)) return undefined;
  const parent = module.slice(0, module.lastIndexOf('.'));
  const last = module.slice(parent.length + 1);
  const siblings = all.filter((each) => each.startsWith(`${parent}.`)).map((each) => each.slice(parent.length + 1));
  const similar = all.includes(parent)
    ? nearest(
        last,
        siblings.filter((each) => !each.includes('.') && !each.startsWith('_')),
      )
    : undefined;
  const [distribution] = [...below.keys()];
  if (similar === undefined || distribution === undefined || Math.abs(similar.length - last.length) > 1) return undefined;
  const version = installed?.versions.get(distribution) ?? '';
  return { message: 'submodule', data: { name: module, distribution, version, similar: `${parent}.${similar}` }, at };
}
