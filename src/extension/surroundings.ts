// What lies around a notebook, read through the editor's file system: configuration and dependency files, kept by folder until one changes.

import * as vscode from 'vscode';

import { findConfiguration } from '../core/config/find.ts';
import { UserError, type Configuration } from '../core/config/settings.ts';
import { discoverProject } from '../core/project/discover.ts';
import { isAbsolute, parentOf, pathIn, type Files } from '../core/project/files.ts';
import { settingsFor } from './settings.ts';
import type { InstalledFacts, Ports, ProjectFacts } from '../core/semantics/ports.ts';

interface Written {
  readonly configuration: Configuration;
  /** Why the configuration is not used, in words a person can act on. */
  readonly problem: string | undefined;
  readonly project: ProjectFacts | undefined;
}

export interface Surroundings extends Pick<Written, 'configuration' | 'problem'> {
  readonly ports: Ports;
}

/** Larger files are no dependency files a person wrote or a tool locked for one project. */
const LARGEST = 20_000_000;

/** Files by their path, in the file system of one notebook: a disk, a remote machine, a repository in the browser. */
export function filesBeside(notebook: vscode.Uri): Files {
  const at = (path: string): vscode.Uri => notebook.with({ path, query: '', fragment: '' });
  return {
    list: async (folder) => {
      try {
        const entries = await vscode.workspace.fs.readDirectory(at(folder));
        return entries.map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }));
      } catch (error) {
        return orThrow(error, []);
      }
    },
    read: async (path) => {
      try {
        const { size } = await vscode.workspace.fs.stat(at(path));
        return size > LARGEST ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
      } catch (error) {
        return orThrow(error, undefined);
      }
    },
  };
}

/** File systems of the editor throw FileSystemError, those of extensions what they like; a file that cannot be read says nothing. */
function orThrow<T>(error: unknown, nothing: T): T {
  if (error instanceof Error) return nothing;
  throw error;
}

/** How the data files beside a notebook are looked into; undefined where no file system can be read at once. */
export type SamplesFor = (notebook: vscode.Uri) => Ports['sample'];

/** What the repository of a notebook keeps; undefined where there is no machine to look at. */
export type VersioningFor = (notebook: vscode.Uri) => Ports['versioning'];

/** Asks the interpreter of a notebook; undefined where there is none, or where asking is not allowed. Never rejects. */
export type AskInstalled = (notebook: vscode.Uri) => Promise<InstalledFacts | undefined>;

const WATCHED =
  '**/{.python-version,nbship.toml,pyproject.toml,Pipfile,Pipfile.lock,uv.lock,poetry.lock,pdm.lock,pylock*.toml,setup.cfg,*requirement*.txt,*requirement*.in,*constraint*.txt,*conda-lock.y*ml,environment*.y*ml,*.dvc,dvc.yaml,dvc.lock,*.py}';

export class SurroundingsReader implements vscode.Disposable {
  readonly #known = new Map<string, Promise<Written>>();
  /** Answers of interpreters by folder; asking takes a second, so an analysis does not wait for it. */
  readonly #installed = new Map<string, InstalledFacts | undefined>();
  readonly #changed = new vscode.EventEmitter<void>();
  #telling: ReturnType<typeof setTimeout> | undefined;
  readonly #watcher = vscode.workspace.createFileSystemWatcher(WATCHED, false, false, false);
  readonly #settings: vscode.Disposable;
  readonly #ask: AskInstalled;
  readonly #samplesFor: SamplesFor;
  readonly #versioningFor: VersioningFor;
  /** Something around the notebooks changed: what was read is read again when it is asked for. */
  readonly onDidChange = this.#changed.event;

  constructor(ask: AskInstalled, samplesFor: SamplesFor = () => undefined, versioningFor: VersioningFor = () => undefined) {
    this.#ask = ask;
    this.#samplesFor = samplesFor;
    this.#versioningFor = versioningFor;
    const forget = (uri: vscode.Uri): void => {
      // A module beside a notebook matters when it comes or goes, not when its text changes.
      if (!uri.path.endsWith('.py')) this.forget();
    };
    this.#watcher.onDidChange(forget);
    this.#watcher.onDidCreate(() => this.forget());
    this.#watcher.onDidDelete(() => this.forget());
    this.#settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nbship.dependencies')) this.forget();
    });
  }

  forget(): void {
    this.#known.clear();
    this.#changed.fire();
  }

  /** The interpreter is another one, or may be asked now. */
  forgetInstalled(): void {
    this.#installed.clear();
    this.#changed.fire();
  }

  /** Never throws: a configuration that is not valid is a problem in words. */
  async of(notebook: vscode.Uri): Promise<Surroundings> {
    if (notebook.scheme === 'untitled') return { configuration: {}, problem: undefined, ports: {} };
    const key = notebook.with({ path: parentOf(notebook.path) }).toString();
    const known = this.#known.get(key) ?? this.#read(notebook);
    this.#known.set(key, known);
    if (!this.#installed.has(key)) this.#askFor(key, notebook);
    const { configuration, problem, project } = await known;
    const installed = this.#installed.get(key);
    const sample = configuration['read-data-files'] === false ? undefined : this.#samplesFor(notebook);
    const versioning = this.#versioningFor(notebook);
    const ports: Ports = {
      ...(project ? { project } : {}),
      ...(installed ? { installed } : {}),
      ...(sample ? { sample } : {}),
      ...(versioning ? { versioning } : {}),
    };
    return { configuration, problem, ports };
  }

  #askFor(key: string, notebook: vscode.Uri): void {
    this.#installed.set(key, undefined);
    void this.#remember(key, this.#ask(notebook));
  }

  async #remember(key: string, answer: ReturnType<AskInstalled>): Promise<void> {
    const facts = await answer;
    if (!facts) return;
    this.#installed.set(key, facts);
    // Folders that are opened one after the other answer one after the other: all open notebooks are looked at again once, behind the last.
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#changed.fire(), 200);
  }

  async #read(notebook: vscode.Uri): Promise<Written> {
    const files = filesBeside(notebook);
    const folder = parentOf(notebook.path);
    const base = vscode.workspace.getWorkspaceFolder(notebook)?.uri.path ?? folder;
    const configured = await findConfiguration(files, folder, base).then(
      ({ configuration }) => ({ configuration, problem: undefined }),
      (error: unknown): Pick<Written, 'configuration' | 'problem'> => {
        if (!(error instanceof UserError)) throw error;
        return { configuration: {}, problem: error.message };
      },
    );
    const set = settingsFor(notebook).dependencies.map((each) => (isAbsolute(each) ? each : pathIn(base, each)));
    const named = set.length > 0 ? set : configured.configuration.dependencies;
    const absent = await absentOf(files, named ?? []);
    const problem = absent.length > 0 ? `dependencies: expected files, found none at ${absent.join(', ')}` : configured.problem;
    return { ...configured, problem, project: await discoverProject(files, folder, base, named) };
  }

  dispose(): void {
    clearTimeout(this.#telling);
    this.#watcher.dispose();
    this.#settings.dispose();
    this.#changed.dispose();
  }
}

async function absentOf(files: Files, paths: readonly string[]): Promise<readonly string[]> {
  const texts = await Promise.all(paths.map((each) => files.read(each)));
  return paths.filter((_, at) => texts[at] === undefined);
}
