// What the command line can tell of the world outside a notebook.

import { dirname, resolve } from 'node:path';

import type { Settings } from '../core/config/settings.ts';
import { discoverProject } from '../core/project/discover.ts';
import type { InstalledFacts, Ports, ProjectFacts } from '../core/semantics/ports.ts';
import { environmentAt } from '../machine/environment-folders.ts';
import { corePath, listedOnce, nodeFiles } from '../machine/files.ts';
import { readInstalled } from '../machine/installed.ts';
import { note, observedFiles, observedSamples, type Observations } from '../machine/observed.ts';
import { samplesIn } from '../machine/samples.ts';
import { versioningOf } from '../machine/versioning.ts';

interface Known {
  readonly facts: Promise<ProjectFacts>;
  readonly seen: Observations;
}

const known = new Map<string, Known>();
const environments = new Map<string, Promise<InstalledFacts>>();
/** Folders of notebooks share those above and beside them: what was looked at for one stands for all. */
let files = listedOnce(nodeFiles);
const looked: Observations = new Map();

/**
 * Facts for the notebook at an absolute path. Kept by folder, so that many notebooks of one project cost one reading. What was
 * looked at is added to `seen`; of data files as the analysis asks for them.
 */
export async function portsFor(
  path: string,
  cwd: string,
  { readsDataFiles, dependencies, python }: Pick<Settings, 'readsDataFiles' | 'dependencies'> & Partial<Pick<Settings, 'python'>>,
  seen: Observations = new Map(),
): Promise<Ports> {
  const folder = dirname(path);
  const key = [folder, ...(dependencies ?? [])].join('\n');
  const project = known.get(key) ?? projectOf(folder, cwd, dependencies);
  known.set(key, project);
  const facts = await project.facts;
  for (const [name, each] of project.seen) seen.set(name, each);
  const sample = samplesIn(folder, cwd);
  const installed = python === undefined ? undefined : await installedFor(python, seen);
  const versioning = versioningOf(path, (kind, each) => note(seen, kind, each));
  return {
    project: facts,
    ...(versioning ? { versioning } : {}),
    ...(installed ? { installed } : {}),
    ...(readsDataFiles ? { sample: observedSamples(sample, (each) => resolve(folder, each), seen) } : {}),
  };
}

function projectOf(folder: string, cwd: string, named: readonly string[] | undefined): Known {
  const seen: Observations = new Map();
  return { facts: discoverProject(observedFiles(files, seen, looked), corePath(folder), corePath(cwd), named), seen };
}

/** Throws a UserError where there is no environment. Its folders have another content once something is installed. */
function installedFor(python: string, seen: Observations): Promise<InstalledFacts> {
  for (const folder of environmentAt(python, process.env).folders) note(seen, 'folder', folder, looked);
  const facts = environments.get(python) ?? readInstalled(python, process.env);
  environments.set(python, facts);
  return facts;
}

/** Reads the projects again when they are next asked for. */
export function forgetProjects(): void {
  known.clear();
  environments.clear();
  files = listedOnce(nodeFiles);
  looked.clear();
}
