// What the command line can tell of the world outside a notebook.

import { dirname } from 'node:path';

import type { Settings } from '../core/config/settings.ts';
import { discoverProject } from '../core/project/discover.ts';
import type { Ports, ProjectFacts } from '../core/semantics/ports.ts';
import { corePath, nodeFiles } from '../machine/files.ts';
import { samplesIn } from '../machine/samples.ts';

const known = new Map<string, Promise<ProjectFacts>>();

/** Facts for the notebook at an absolute path. Kept by folder, so that many notebooks of one project cost one reading. */
export async function portsFor(path: string, cwd: string, { readsDataFiles }: Pick<Settings, 'readsDataFiles'>): Promise<Ports> {
  const folder = dirname(path);
  const facts = known.get(folder) ?? discoverProject(nodeFiles, corePath(folder), corePath(cwd));
  known.set(folder, facts);
  return { project: await facts, ...(readsDataFiles ? { sample: samplesIn(folder) } : {}) };
}
