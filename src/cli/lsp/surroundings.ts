// What lies around a notebook on this machine, kept by folder until something there changes.

import { dirname } from 'node:path';

import { findConfiguration } from '../../core/config/find.ts';
import { resolveSettings, UserError, type Settings } from '../../core/config/settings.ts';
import { discoverProject } from '../../core/project/discover.ts';
import type { InstalledFacts, Ports, ProjectFacts } from '../../core/semantics/ports.ts';
import { corePath, nodeFiles } from '../../machine/files.ts';
import { readInstalled } from '../../machine/installed.ts';
import { samplesIn } from '../../machine/samples.ts';
import { versioningOf } from '../../machine/versioning.ts';
import { pythonFor } from '../configuration.ts';

export interface Around {
  readonly settings: Settings;
  readonly ports: Ports;
  /** Paths of the project's files are relative to it. */
  readonly base: string;
}

interface Read {
  readonly settings: Settings;
  readonly project: ProjectFacts;
  /** What is installed where the configuration's `python` says; read from files, no interpreter is started. */
  readonly installed: InstalledFacts | undefined;
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
    const { settings, project, installed } = await known;
    const versioning = versioningOf(path);
    const ports: Ports = {
      project,
      ...(installed ? { installed } : {}),
      ...(versioning ? { versioning } : {}),
      ...(settings.readsDataFiles ? { sample: samplesIn(start, folder) } : {}),
    };
    return { settings, base, ports };
  }

  async #read(start: string, base: string): Promise<Read> {
    const settings = await this.#settings(start, base);
    const project = await discoverProject(nodeFiles, corePath(start), corePath(base), settings.dependencies);
    return { settings, project, installed: await this.#installed(settings) };
  }

  async #settings(start: string, base: string): Promise<Settings> {
    const found = await this.#orElse('the defaults are used', () => findConfiguration(nodeFiles, corePath(start), corePath(base)));
    if (!found) return resolveSettings({});
    const python = pythonFor(undefined, base, found);
    const settings = await this.#orElse('the defaults are used', () =>
      resolveSettings(found.configuration, python === undefined ? {} : { python }),
    );
    return settings ?? resolveSettings({});
  }

  async #installed({ python }: Settings): Promise<InstalledFacts | undefined> {
    if (python === undefined) return undefined;
    return this.#orElse('what is installed is not known', () => readInstalled(python, process.env));
  }

  /** An editor goes on where a command line would stop. */
  async #orElse<Result>(instead: string, read: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#warn(`${error.message}; ${instead}`);
      return undefined;
    }
  }
}
