// What the command line can tell of the world outside a notebook.

import { dirname, resolve } from 'node:path';

import type { Settings } from '../core/config/settings.ts';
import { discoverProject } from '../core/project/discover.ts';
import type { Ports, ProjectFacts } from '../core/semantics/ports.ts';
import { corePath, nodeFiles } from '../machine/files.ts';
import { note, observedFiles, observedSamples, type Observations } from '../machine/observed.ts';
import { samplesIn } from '../machine/samples.ts';
import { versioningOf } from '../machine/versioning.ts';

interface Known {
  readonly facts: Promise<ProjectFacts>;
  readonly seen: Observations;
}

const known = new Map<string, Known>();

/**
 * Facts for the notebook at an absolute path. Kept by folder, so that many notebooks of one project cost one reading. What was
 * looked at is added to `seen`; of data files as the analysis asks for them.
 */
export async function portsFor(
  path: string,
  cwd: string,
  { readsDataFiles }: Pick<Settings, 'readsDataFiles'>,
  seen: Observations = new Map(),
): Promise<Ports> {
  const folder = dirname(path);
  const project = known.get(folder) ?? projectOf(folder, cwd);
  known.set(folder, project);
  const facts = await project.facts;
  for (const [key, each] of project.seen) seen.set(key, each);
  const sample = samplesIn(folder);
  const versioning = versioningOf(path, (kind, each) => note(seen, kind, each));
  return {
    project: facts,
    ...(readsDataFiles ? { sample: observedSamples(sample, (each) => resolve(folder, each), seen) } : {}),
    ...(versioning ? { versioning } : {}),
  };
}

function projectOf(folder: string, cwd: string): Known {
  const seen: Observations = new Map();
  return { facts: discoverProject(observedFiles(nodeFiles, seen), corePath(folder), corePath(cwd)), seen };
}

/** Reads the projects again when they are next asked for. */
export function forgetProjects(): void {
  known.clear();
}
