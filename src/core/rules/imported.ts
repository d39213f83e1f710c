// Which distributions a notebook's imports come from, and how sure that is.

import { distributionOf } from '../knowledge/distributions.ts';
import { isStandard } from '../knowledge/standard-modules.ts';
import { installsIn, type InstalledPackage } from '../python/install.ts';
import { parseRequirement } from '../project/requirement.ts';
import type { Magic } from '../python/module.ts';
import type { ImportFact, Model } from '../semantics/model.ts';
import type { Declaration, Ports } from '../semantics/ports.ts';
import { remembered } from '../semantics/remembered.ts';
import type { Place } from '../text/span.ts';

/** Who says so: what is installed, what the project names, a table, or nothing but the name itself. */
export type Evidence = 'installed' | 'project' | 'known' | 'name';

export interface Imported {
  readonly fact: ImportFact;
  /** The module as asked for, e.g. `google.cloud.storage` for `from google.cloud import storage`. */
  readonly module: string;
  readonly distribution: string;
  /** All that provide it, the likeliest first. */
  readonly names: readonly string[];
  readonly evidence: Evidence;
}

/** Comes with every kernel, or is the kernel. */
const WITH_KERNEL = new Set(['ipython', 'ipykernel', 'jupyter', 'jupyter-core', 'notebook', 'pip', 'setuptools']);

/** The first import of each distribution; what may be absent (in `try`) and what lies beside the notebook are none. */
export const importedIn = remembered((model: Model): readonly Imported[] => {
  const first = new Map<string, Imported>();
  for (const fact of model.imports) {
    if (!isForeign(model, fact) || fact.optional) continue;
    for (const module of modulesOf(fact)) {
      const provider = providerOf(model.ports, module);
      if (!provider || WITH_KERNEL.has(provider.distribution) || first.has(provider.distribution)) continue;
      first.set(provider.distribution, { fact, module, ...provider });
    }
  }
  return [...first.values()];
});

/** Neither Python's own, nor of the project, nor relative. */
export function isForeign({ ports, notebook, modules }: Model, { level, root }: ImportFact): boolean {
  if (level > 0 || root === '' || ports.project?.localModules.has(root) === true) return false;
  // `%%writefile helpers.py` makes a module beside the notebook.
  if (modules.some(({ cellMagic }) => cellMagic !== undefined && writtenModule(cellMagic) === root)) return false;
  return !isStandard(root, ports.installed?.python ?? ports.project?.python ?? versionIn(notebook.metadata['language_info']));
}

function writtenModule({ name, argument }: Magic): string | undefined {
  return name === 'writefile' || name === 'file' ? /([A-Za-z_]\w*)(?:\/__init__)?\.py["']?$/.exec(argument.trim())?.[1] : undefined;
}

/** The kernel's Python, as the notebook says; what it imported was there then. */
function versionIn(language: unknown): string | undefined {
  if (typeof language !== 'object' || language === null || !('version' in language)) return undefined;
  const { version } = language;
  return typeof version === 'string' && version.startsWith('3.') ? version : undefined;
}

/** `from google.cloud import storage, bigquery` asks for a module by each name, `from sklearn import svm` for one of a known library. */
export function modulesOf({ module, names }: ImportFact): readonly string[] {
  return names.length > 0 && !distributionOf(module) ? names.map((each) => `${module}.${each}`) : [module];
}

type Provider = Pick<Imported, 'distribution' | 'names' | 'evidence'>;

/** Undefined where nothing can be told, e.g. for a namespace alone or for what comes with its host. */
export function providerOf({ installed, project }: Ports, module: string): Provider | undefined {
  const [root = module] = module.split('.');
  const here = installedFor(installed, module, root);
  const guess = distributionOf(module);
  if (here.length > 0) {
    const asked = here.find((each) => isAsked(project, each)) ?? here.find((each) => each === guess?.distribution) ?? here[0];
    return asked === undefined ? undefined : { distribution: asked, names: here, evidence: 'installed' };
  }
  if (!guess) return undefined;
  const names = [guess.distribution, ...guess.alternatives];
  const likely = guess.confidence === 'known' ? names : [...names, ...spellingsOf(guess.distribution)];
  const asked = likely.filter((each) => isAsked(project, each));
  const [only] = asked;
  if (only !== undefined) return { distribution: only, names: [...new Set([...asked, ...names])], evidence: 'project' };
  return { distribution: guess.distribution, names, evidence: guess.confidence === 'known' ? 'known' : 'name' };
}

/** Of several distributions that share a namespace, those that bring the module itself. */
function installedFor(installed: Ports['installed'], module: string, root: string): readonly string[] {
  const all = installed?.packages.get(root) ?? [];
  const shared = all.length > 1 || (module.includes('.') && distributionOf(root) === undefined);
  const below = shared ? installed?.modulesOf?.(root) : undefined;
  if (!below || below.size === 0) return all;
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const found = [...below].filter(([, modules]) => modules.has(name)).map(([distribution]) => distribution);
    // Many bring `google.cloud`: that none of them brings `google.cloud.storage` means that it is not installed.
    if (found.length > 0) return length < parts.length && distributionOf(name) === undefined ? [] : found;
  }
  return all;
}

/** Whether the project's files declare or lock a distribution. */
export function isAsked(project: Ports['project'], name: string): boolean {
  return project !== undefined && (project.locked.has(name) || project.declarations.some((each) => each.distribution === name));
}

/** How projects are often called whose import is a plain word. */
function spellingsOf(name: string): readonly string[] {
  return [`python-${name}`, `py-${name}`, `py${name}`, `${name}-python`, `${name}-py`, `scikit-${name}`];
}

/** What the project's files ask for under any of the names, nearest first. */
export function declarationsOf({ project }: Ports, names: readonly string[]): readonly Declaration[] {
  return project?.declarations.filter((each) => names.includes(each.distribution)) ?? [];
}

/** The version that is installed, else the one that a lockfile has. */
export function versionOf({ installed, project }: Ports, distribution: string): string | undefined {
  return installed?.versions.get(distribution) ?? project?.locked.get(distribution)?.version;
}

/** Every package that a cell names to pip or conda; `{package}` and `$package` are filled in by IPython and name none. */
export function* installsOf(model: Model): Generator<{ readonly installed: InstalledPackage; readonly at: Place }> {
  for (const module of model.modules) {
    const commands = module.magics.flatMap((magic) => installsIn(magic, module.source));
    for (const installed of commands.flatMap((each) => each.packages))
      if (!/[{$]/.test(installed.text)) yield { installed, at: { cell: module.cell, span: installed.span } };
  }
}

/** What cells install, by distribution, with the version that they pin. */
export const installedByCells = remembered((model: Model): ReadonlyMap<string, string | undefined> => {
  const found = new Map<string, string | undefined>();
  for (const { installed } of installsOf(model)) {
    const { distribution, text } = installed;
    if (distribution !== undefined) found.set(distribution, parseRequirement(text)?.version ?? found.get(distribution));
  }
  return found;
});

/** A cell installs from a file or an address, so that more is there than can be told. */
export function installsUnknown(model: Model): boolean {
  return model.modules.some((module) =>
    module.magics.some(
      (magic) =>
        (magic.kind === 'cell' && /\b(pip|conda|mamba|uv)\b/.test(module.source)) ||
        /\binstall\b.*(\s-r\b|--requirement|\s-e\b|--editable|:\/\/|\s\.(\s|$|\/))/.test(magic.argument),
    ),
  );
}

/** Modules may lie in folders that are not looked into. */
export function changesPath({ document, session }: Model): boolean {
  return [document, session].some((run) =>
    run?.events.some((each) => each.kind === 'environment' && /sys\.path|addsitedir|chdir|cd$/.test(each.by)),
  );
}
