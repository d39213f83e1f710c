// An import of what the interpreter does not have, or of what nothing here knows.

import { distributionOf, type DistributionGuess } from '../knowledge/distributions.ts';
import { leftIn } from '../knowledge/standard-modules.ts';
import type { ImportFact, Model } from '../semantics/model.ts';
import type { InstalledFacts } from '../semantics/ports.ts';
import { installedByCells, installsUnknown, isForeign, modulesOf, providerOf } from './imported.ts';
import { nearest } from './nearest.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'missing' | 'submodule' | 'left' | 'unheard';

export const unknownImport = defineRule({
  id: 'unknown-import',
  summary: 'An import that the interpreter does not have, or that nothing here knows.',
  category: 'environment',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    missing: {
      what: '`{name}` is not installed in the interpreter of this notebook{python}.',
      why: 'Restart and Run All stops at this import.',
      how: '{remedy}',
    },
    submodule: {
      what: '{distribution} {version}, which is installed, has no module `{name}`.',
      why: 'Restart and Run All stops at this import.',
      how: 'Is `{similar}` meant?',
    },
    left: {
      what: "`{name}` is no longer part of Python's standard library from {until} on, and the interpreter is {python}.",
      why: 'Restart and Run All stops at this import.',
      how: '{remedy}',
    },
    unheard: {
      what: '`{name}` is no module of Python, does not lie beside the notebook, and nbship knows no package of that name.',
      why: 'It may be a file that was not committed, or a package that is called otherwise: whoever gets the notebook can only guess.',
      how: 'Commit the module, or name the package that it comes from in a dependency file. The index may have an unrelated project called `{distribution}`.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const cells = installedByCells(model);
    // What an unknown file or address installs may be any of them.
    if (installsUnknown(model)) return;
    const told = new Set<string>();
    // What a cell installs may bring it, and so may a folder that it adds to the path.
    const mayComeFromElsewhere = cells.size > 0 || changesPath(model);
    for (const fact of model.imports) {
      if (fact.optional || !isForeign(model, fact) || told.has(fact.root)) continue;
      const names = providerOf(model.ports, fact.module)?.names ?? [];
      if (names.some((each) => cells.has(each))) continue;
      const { installed } = model.ports;
      const report = installed?.modules ? notThere(model, fact, installed) : unheard(model, fact);
      // A name that nothing knows may be a module that lies elsewhere.
      if (!report || (mayComeFromElsewhere && distributionOf(fact.module)?.confidence === 'same-name')) continue;
      told.add(fact.root);
      yield report;
    }
  },
});

function notThere(model: Model, fact: ImportFact, installed: InstalledFacts): Report<Key> | undefined {
  const { root, at } = fact;
  const isHere = installed.modules?.has(root) === true || installed.packages.has(root);
  if (isHere && distributionOf(root)) return misspelt(model, fact.module, root, at);
  // Of a namespace such as `google.cloud` one part may be there and another not.
  const module = isHere ? modulesOf(fact).find((each) => isMissing(model, each)) : root;
  const guess = module === undefined ? undefined : distributionOf(isHere ? module : fact.module);
  const known = guess?.confidence === 'known' ? guess : undefined;
  if (module === undefined || (!guess && (isHere || root !== fact.module)) || comesWithHost(fact.module)) return undefined;
  const until = leftIn(root);
  if (until !== undefined && installed.python !== undefined) {
    const remedy = known ? `Write it anew without, or install \`${known.distribution}\`, which keeps it alive.` : 'Write it anew without.';
    return { message: 'left', data: { name: root, until, python: installed.python, remedy }, at };
  }
  const python = installed.python === undefined ? '' : ` (Python ${installed.python})`;
  return { message: 'missing', data: { name: module, python, remedy: remedyFor(root, known, installed) }, at };
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
function misspelt({ ports: { installed } }: Model, module: string, root: string, at: ImportFact['at']): Report<Key> | undefined {
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

function unheard({ ports }: Model, { module, root, at, way }: ImportFact): Report<Key> | undefined {
  const provider = providerOf(ports, module);
  // An extension may be anything.
  if (!ports.project || provider?.evidence !== 'name' || way !== 'statement') return undefined;
  return { message: 'unheard', data: { name: root, distribution: provider.distribution }, at, severity: 'information' };
}

function changesPath({ document, session }: Model): boolean {
  return [...document.events, ...(session?.events ?? [])].some(
    (each) => each.kind === 'environment' && /sys\.path|addsitedir|chdir|cd/.test(each.by),
  );
}
