// An import of what the interpreter does not have, or of what nothing here knows.

import { distributionOf } from '../knowledge/distributions.ts';
import { leftIn } from '../knowledge/standard-modules.ts';
import type { ImportFact, Model } from '../semantics/model.ts';
import { absentFrom, leftPython, type AbsenceKey } from './absence.ts';
import { changesPath, installedByCells, installsUnknown, isForeign, providerOf } from './imported.ts';
import { defineRule, type Report } from './rule.ts';

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
      what: "`{name}` is no longer part of Python's standard library from {until} on, and {who} {python}.",
      why: 'Restart and Run All stops at this import.',
      how: '{remedy}',
    },
    unheard: {
      what: '`{name}` is no module of Python, does not lie beside the notebook, and nbship knows no package of that name.',
      why: 'It may be a file that was not committed, or a package that is called otherwise: whoever gets the notebook can only guess.',
      how: 'Commit the module, or name the package that it comes from in a dependency file. The index may have an unrelated project called `{distribution}`.',
    },
  },
  *check({ model }): Generator<Report<AbsenceKey | 'unheard'>> {
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
      const report = reportOf(model, fact);
      // A name that nothing knows may be a module that lies elsewhere.
      if (!report || (mayComeFromElsewhere && distributionOf(fact.module)?.confidence === 'same-name')) continue;
      told.add(fact.root);
      yield report;
    }
  },
});

function reportOf(model: Model, fact: ImportFact): Report<AbsenceKey | 'unheard'> | undefined {
  if (leftIn(fact.root) !== undefined) return leftPython(model, fact);
  const { installed } = model.ports;
  return installed?.modules ? absentFrom(model, fact, installed) : unheard(model, fact);
}

function unheard({ ports }: Model, { module, root, at, way }: ImportFact): Report<'unheard'> | undefined {
  const provider = providerOf(ports, module);
  // An extension may be anything.
  if (!ports.project || provider?.evidence !== 'name' || way !== 'statement') return undefined;
  return { message: 'unheard', data: { name: root, distribution: provider.distribution }, at, severity: 'information' };
}
