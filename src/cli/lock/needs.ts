// Which distributions notebooks need, and at which versions the environment that runs them has these.

import { distributionOf } from '../../core/knowledge/distributions.ts';
import { BUILTIN_NAMES } from '../../core/knowledge/builtin-names.ts';
import { STANDARD_LIBRARY } from '../../core/knowledge/generated/standard-library.ts';
import { hiddenDependency } from '../../core/rules/hidden-dependency.ts';
import { installsIn } from '../../core/python/install.ts';
import type { ImportFact, Model } from '../../core/semantics/model.ts';
import type { Environment } from '../../machine/environment.ts';

/** A distribution that a notebook imports or installs. */
export interface Need {
  readonly distribution: string;
  /** The import or the install that asks for it, e.g. `import sklearn`. */
  readonly because: string;
  /** Undefined where it is not installed. */
  readonly version: string | undefined;
  /** Where it was installed from, for what did not come from an index: `git+https://...@commit`; empty for a folder. */
  readonly source?: string;
  /** False where only its name says that it is what the import comes from. */
  readonly sure: boolean;
  /** E.g. `[excel]`, where a cell installs it with extras. */
  readonly extras?: string;
  /** What a cell installs of it, e.g. `tabulate>=0.9`. */
  readonly written?: string;
}

/** Comes with every kernel, or is what installs others. */
const TOOLS = new Set(['ipython', 'ipykernel', 'jupyter', 'notebook', 'pip', 'setuptools', 'wheel', 'uv', 'conda', 'mamba']);

/** The needs of several notebooks together, by name, each once. */
export function needsOf(models: readonly Model[], environment: Environment): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const model of models)
    for (const each of [...installedBy(model, environment), ...importedBy(model, environment), ...hiddenIn(model, environment)])
      if (!TOOLS.has(each.distribution) && !needs.has(each.distribution)) needs.set(each.distribution, each);
  return [...needs.values()].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
}

/** Engines and drivers that calls need and no import shows, as the rule on them finds them: `read_excel` needs openpyxl. */
function hiddenIn(model: Model, environment: Environment): readonly Need[] {
  const installed = {
    packages: new Map(Object.entries(environment.packages)),
    versions: new Map(Object.entries(environment.installed).map(([name, each]) => [name, each.version])),
  };
  const reports = [...hiddenDependency.check({ model: { ...model, ports: { ...model.ports, installed } }, options: {} })];
  return reports.flatMap(({ data: { distribution, by } }) =>
    typeof distribution === 'string' ? [needed(distribution, String(by), true, environment)] : [],
  );
}

function importedBy(model: Model, environment: Environment): readonly Need[] {
  const standard = new Set(environment.standard_library);
  const local = model.ports.project?.localModules ?? new Set();
  const isOwn = ({ root, level }: ImportFact): boolean =>
    level > 0 || root === '' || BUILTIN_NAMES.has(root) || STANDARD_LIBRARY.has(root) || standard.has(root) || local.has(root);
  return model.imports.filter((each) => !isOwn(each)).flatMap((each) => needOf(each, environment));
}

function needOf(fact: ImportFact, environment: Environment): readonly Need[] {
  const guess = distributionOf(fact.module);
  const because = `import ${fact.module}`;
  const provided = environment.packages[fact.root] ?? [];
  if (provided.length > 0)
    return narrowed(provided, fact.root, guess?.distribution).map((each) => needed(each, because, true, environment));
  // What may be absent is absent in the environment that ran the notebook.
  if (fact.optional || !guess) return [];
  const names = [guess.distribution, ...guess.alternatives];
  const distribution = names.find((each) => environment.installed[each] !== undefined) ?? guess.distribution;
  return [needed(distribution, because, guess.confidence === 'known', environment)];
}

/** Of several distributions that share a namespace, the one that the module is known to come from, or that has its name. */
function narrowed(provided: readonly string[], root: string, guess: string | undefined): readonly string[] {
  if (guess !== undefined && provided.includes(guess)) return [guess];
  const own = provided.filter((each) => each.replaceAll('-', '_') === root.toLowerCase());
  return own.length > 0 ? own : provided;
}

function installedBy(model: Model, environment: Environment): readonly Need[] {
  return model.modules.flatMap((module) =>
    module.magics.flatMap((magic) =>
      installsIn(magic, module.source)
        .filter((each) => each.program === 'pip')
        .flatMap((each) => each.packages)
        .flatMap(({ distribution, text }) =>
          distribution === undefined || /[{$]/.test(text) ? [] : [asInstalled(distribution, text, environment)],
        ),
    ),
  );
}

function asInstalled(distribution: string, written: string, environment: Environment): Need {
  const extras = /^[\w.-]+\s*(\[[^\]]*\])/.exec(written)?.[1];
  return { ...needed(distribution, `pip install ${written}`, true, environment), written, ...(extras === undefined ? {} : { extras }) };
}

function needed(distribution: string, because: string, sure: boolean, environment: Environment): Need {
  const installed = environment.installed[distribution];
  const source = installed && sourceOf(installed.direct_url);
  return { distribution, because, sure, version: installed?.version, ...(source === undefined ? {} : { source }) };
}

/** From PEP 610's direct_url.json. */
function sourceOf(direct: unknown): string | undefined {
  if (typeof direct !== 'object' || direct === null || !('url' in direct) || typeof direct.url !== 'string') return undefined;
  const vcs: unknown = 'vcs_info' in direct ? direct.vcs_info : undefined;
  if (typeof vcs === 'object' && vcs !== null && 'vcs' in vcs && 'commit_id' in vcs)
    return `${String(vcs.vcs)}+${direct.url}@${String(vcs.commit_id)}`;
  return direct.url.startsWith('file:') ? '' : direct.url;
}

/**
 * Needs that a lock may name, and those that it may not: a name that nothing but an import gives may be a module of the user's own,
 * and on the index somebody else's package.
 */
export function split(needs: readonly Need[]): { readonly known: readonly Need[]; readonly guessed: readonly Need[] } {
  const isKnown = ({ sure, version }: Need): boolean => sure || version !== undefined;
  return { known: needs.filter(isKnown), guessed: needs.filter((each) => !isKnown(each)) };
}

/** As PEP 508 writes it: at the installed version, or without one for what is not installed. */
export function requirementOf({ distribution, version, source, extras = '', written }: Need, operator = '=='): string {
  if (source !== undefined && source !== '') return `${distribution}${extras} @ ${source}`;
  return version === undefined ? (written ?? distribution) : `${distribution}${extras}${operator}${version}`;
}
