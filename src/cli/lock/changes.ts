// The files that locking changes, for each of the forms that a lock may have.

import { basename, dirname, resolve as absolute } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import { readIncluded } from '../../core/project/declared.ts';
import type { Environment } from '../../machine/environment.ts';
import { shownPath } from '../../machine/files.ts';
import type { Uv } from '../export/lock.ts';
import { textOf, type Change } from './change.ts';
import { newEnvironment, pinnedEnvironment } from './environment-file.ts';
import { withBlock } from './inline-target.ts';
import { requirementOf, type Need } from './needs.ts';
import { entryText, isHashed, namesIn, pinnedLines, withEntries } from './requirements.ts';
import { resolve, type Resolution } from './resolve.ts';
import type { Target } from './target.ts';
import { lockedUvProject } from './uv-project.ts';

export interface Request {
  readonly target: Target;
  readonly sources: readonly { readonly path: string; readonly text: string; readonly notebook: Notebook }[];
  readonly environment: Environment;
  readonly needs: readonly Need[];
  readonly uv: Uv | undefined;
  readonly hashes: boolean;
  readonly say: (text: string) => void;
  /** What conda installed, by its own names. */
  readonly conda: ReadonlyMap<string, string>;
  readonly cwd: string;
}

export interface Locked {
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
  /** E.g. `12 packages with hashes`. */
  readonly summary: string;
}

export async function changesFor(request: Request): Promise<Locked> {
  switch (request.target.kind) {
    case 'uv':
      return uvProject(request);
    case 'requirements':
      return requirements(request);
    case 'environment.yml':
      return environmentFile({ ...request, needs: await versioned(request) });
    case 'pep723':
      return scriptBlocks({ ...request, needs: await versioned(request) });
    default:
      return request.target.kind satisfies never;
  }
}

/** With versions for what is not installed: those that fit the rest. */
async function versioned({ needs, environment, uv, say }: Request): Promise<readonly Need[]> {
  if (needs.every((each) => each.version !== undefined)) return needs;
  const { locked, why } = await resolve(
    nameable(needs).map((each) => requirementOf(each)),
    environment,
    uv,
    say,
  );
  if (!locked) throw new UserError(`no versions: ${why}`);
  tellChosen(needs, locked, say);
  return needs.map((each) => {
    const version = each.version ?? locked.get(each.distribution)?.version;
    return version === undefined ? each : { ...each, version };
  });
}

/** The environment has no say in what is not installed there. */
function tellChosen(needs: readonly Need[], locked: NonNullable<Resolution['locked']>, say: Request['say']): void {
  for (const { distribution, version } of needs) {
    const chosen = locked.get(distribution)?.version;
    if (version === undefined && chosen !== undefined) say(`${distribution}: locked at ${chosen}, the newest that fits`);
  }
}

/** What can be named in a lock: all but what was installed from a folder. */
function nameable(needs: readonly Need[]): readonly Need[] {
  return needs.filter((each) => each.source !== '');
}

async function uvProject({ target, needs, environment, uv, say }: Request): Promise<Locked> {
  if (!uv) throw new UserError('uv could not be found or installed, and only it can write uv.lock');
  const { changes, notes } = await lockedUvProject(target.path, nameable(needs), { environment, uv, say });
  return { changes, notes, summary: 'locked by uv; `uv sync` installs it' };
}

/** A new file holds everything with hashes; in one that is there lines are pinned, and what it lacks is added. */
async function requirements(request: Request): Promise<Locked> {
  const { target, needs, environment, uv, say, cwd } = request;
  const before = textOf(target.path);
  const files = before === undefined ? [] : included(target.path);
  const own = files.flatMap((each) => namesIn(each.text)).filter((each) => environment.installed[each] !== undefined);
  const wanted = nameable(needs);
  const direct = new Map(own.map((each) => [each, `${each}==${environment.installed[each]?.version ?? ''}`]));
  for (const each of wanted) direct.set(each.distribution, requirementOf(each));
  const whole = before === undefined || isHashed(before) || namesIn(before).length === 0;
  const kernel = environment.installed['ipykernel'];
  if (before === undefined && kernel) direct.set('ipykernel', `ipykernel==${kernel.version}`);
  // Direct pins need no resolver, unless a version is not known here.
  const needsUv = whole || wanted.some((each) => each.version === undefined);
  const resolution = needsUv ? await resolve([...direct.values()], environment, uv, say) : NOTHING;
  if (needsUv && !resolution.locked && wanted.some((each) => each.version === undefined))
    throw new UserError(`no versions: ${resolution.why}`);
  if (resolution.locked) tellChosen(needs, resolution.locked, say);
  const versionOf = (name: string): string | undefined => resolution.locked?.get(name)?.version ?? environment.installed[name]?.version;
  const present = new Set(files.flatMap((each) => namesIn(each.text)));
  const changes = files.map((each) => ({
    path: each.path,
    before: each.text,
    after: pinnedLines(each.text, { versionOf, locked: resolution.locked }),
  }));
  const start = changes[0]?.after ?? headerFor(request, cwd);
  const hashes = request.hashes && (before === undefined || isHashed(before) || whole);
  const added = additions({ resolution, direct, present, whole, hashes, versionOf, wanted });
  const first = { path: target.path, before, after: withEntries(start, added) };
  const notes =
    resolution.locked || !needsUv ? resolution.notes : [`no lock could be made: ${resolution.why}; only what the notebooks name is pinned`];
  return { changes: [first, ...changes.slice(1)], notes, summary: summaryOf(whole ? resolution : NOTHING, hashes, target.path, cwd) };
}

const NOTHING: Resolution = { locked: undefined, why: '', notes: [] };

interface Adding {
  readonly resolution: Resolution;
  readonly direct: ReadonlyMap<string, string>;
  readonly present: ReadonlySet<string>;
  readonly whole: boolean;
  readonly hashes: boolean;
  readonly versionOf: (name: string) => string | undefined;
  readonly wanted: readonly Need[];
}

/** Entries that the file lacks: of everything where it holds everything, else of what the notebooks name. */
function additions({ resolution, direct, present, whole, hashes, versionOf, wanted }: Adding): readonly string[] {
  if (whole && resolution.locked)
    return [...resolution.locked.values()].filter((each) => !present.has(each.distribution)).map((each) => entryText(each, hashes));
  const names = whole ? [...direct.keys()].sort() : wanted.map((each) => each.distribution);
  return names
    .filter((each) => !present.has(each))
    .map((each) => {
      const written = direct.get(each) ?? each;
      const version = versionOf(each);
      return written.includes('@') || version === undefined ? written : `${each}==${version}`;
    });
}

function summaryOf({ locked }: Resolution, hashes: boolean, path: string, cwd: string): string {
  const install = `\`pip install -r ${shownPath(path, cwd)}\` installs it`;
  if (!locked) return `exact versions of what ${shownPath(path, cwd)} and the notebooks name; ${install}`;
  return `${locked.size} packages${hashes ? ' with hashes' : ''}; ${install}`;
}

function headerFor({ sources, environment, target }: Request, cwd: string): string {
  const names = sources.map((each) => shownPath(each.path, dirname(target.path)));
  return `# Locked by \`nbship lock\` for ${names.join(', ')}, at the versions of the Python ${environment.python} that runs ${names.length > 1 ? 'them' : 'it'}.\n# Install with \`pip install -r ${basename(target.path)}\`, renew with \`nbship lock --yes ${sources.map((each) => shownPath(each.path, cwd)).join(' ')}\`.\n`;
}

/** A file and those that it includes, each once. */
function included(path: string, known = new Set<string>()): readonly { readonly path: string; readonly text: string }[] {
  const text = known.has(path) ? undefined : textOf(path);
  if (text === undefined) return [];
  known.add(path);
  const result = readIncluded(path, text);
  const more = result.kind === 'declared' ? result.declared.includes : [];
  return [{ path, text }, ...more.flatMap((each) => included(absolute(dirname(path), each), known))];
}

function environmentFile({ target, needs, environment, conda }: Request): Locked {
  const before = textOf(target.path);
  const found = new Map(needs.map((each) => [each.distribution, each.version]));
  const installed = { conda, versionOf: (name: string) => environment.installed[name]?.version ?? found.get(name) };
  const names = nameable(needs).map((each) => each.distribution);
  const [major = '3', minor = '11'] = environment.python.split('.');
  const result = before === undefined ? undefined : readIncluded(target.path, before);
  const declared = new Set(result?.kind === 'declared' ? result.declared.declarations.map((each) => each.distribution) : []);
  const missing = names.filter((each) => !declared.has(each));
  const after =
    before === undefined
      ? newEnvironment(basename(dirname(target.path)), `${major}.${minor}`, environment.conda, installed, names)
      : pinnedEnvironment(before, installed, missing);
  if (after === undefined) throw new UserError(`${target.path}: expected YAML with a list of \`dependencies\``);
  const notes = environment.conda
    ? []
    : [`${environment.interpreter} is not conda's: its versions are the package index's, and conda may not have them all`];
  return {
    changes: [{ path: target.path, before, after }],
    notes,
    summary: `exact versions; \`conda env update -f ${basename(target.path)}\` installs them`,
  };
}

function scriptBlocks({ sources, needs, environment }: Request): Locked {
  const changes = sources.map(({ path, text, notebook }) => ({
    path,
    before: text,
    after: withBlock(text, notebook, nameable(needs), environment),
  }));
  const [first] = sources;
  return {
    changes,
    notes: [],
    summary: `exact versions in a PEP 723 block; \`juv run ${first ? basename(first.path) : ''}\` runs it`,
  };
}
