// What lies around a notebook on this machine, kept by folder until something there changes.

import { dirname } from 'node:path';

import { findConfiguration } from '../../core/config/find.ts';
import { resolveSettings, UserError, type Settings } from '../../core/config/settings.ts';
import { discoverProject } from '../../core/project/discover.ts';
import type { Ports, ProjectFacts } from '../../core/semantics/ports.ts';
import { corePath, nodeFiles } from '../../machine/files.ts';
import { samplesIn } from '../../machine/samples.ts';

export interface Around {
  readonly settings: Settings;
  readonly ports: Ports;
  /** Paths of the project's files are relative to it. */
  readonly base: string;
}

interface Read {
  readonly settings: Settings;
  readonly project: ProjectFacts;
}

/** What changes a check, as globs of a client that watches files. */
export const WATCHED =
  '**/{nbship.toml,pyproject.toml,Pipfile,Pipfile.lock,uv.lock,poetry.lock,pdm.lock,pylock*.toml,setup.cfg,*requirement*.txt,*requirement*.in,*constraint*.txt,*conda-lock.y*ml,environment*.y*ml}';

export class Surroundings {
  readonly #known = new Map<string, Promise<Read>>();
  readonly #warn: (message: string) => void;

  /** `warn` is told of a configuration that is not valid; the defaults hold in its place, as an editor goes on. */
  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  forget(): void {
    this.#known.clear();
  }

  /** Of a notebook's absolute path, in a workspace folder or its own. Undefined paths are of what is not on this machine. */
  async of(path: string | undefined, folder: string | undefined): Promise<Around> {
    if (path === undefined) return { settings: resolveSettings({}), ports: {}, base: '' };
    const start = dirname(path);
    const base = folder ?? start;
    const key = `${start}\n${base}`;
    const known = this.#known.get(key) ?? this.#read(start, base);
    this.#known.set(key, known);
    const { settings, project } = await known;
    return { settings, base, ports: { project, ...(settings.readsDataFiles ? { sample: samplesIn(start, folder) } : {}) } };
  }

  async #read(start: string, base: string): Promise<Read> {
    const settings = await this.#settings(start, base);
    return { settings, project: await discoverProject(nodeFiles, corePath(start), corePath(base), settings.dependencies) };
  }

  async #settings(start: string, base: string): Promise<Settings> {
    try {
      return resolveSettings((await findConfiguration(nodeFiles, corePath(start), corePath(base))).configuration);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#warn(`${error.message}; the defaults are used`);
      return resolveSettings({});
    }
  }
}
