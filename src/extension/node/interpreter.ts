// The interpreter that runs a notebook, and what is installed in it. Starting it needs a trusted workspace.

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import * as vscode from 'vscode';

import type { InstalledFacts } from '../../core/semantics/ports.ts';
import { interpreterFor, readEnvironment } from '../../machine/environment.ts';
import { installedIn } from '../../machine/installed.ts';
import { settingsFor } from '../settings.ts';

/** The part of the Python extension's API that is used: https://github.com/microsoft/vscode-python, `PythonExtension`. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonApi(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi | undefined>('ms-python.python');
  const api = extension?.isActive === true ? extension.exports : await extension?.activate();
  return api?.environments ? api : undefined;
}

/** Our own setting, the Python extension's choice, its default path, `.venv` beside or above the notebook, python on PATH. */
export async function interpreterOf(notebook: vscode.Uri): Promise<string> {
  const folder = vscode.workspace.getWorkspaceFolder(notebook)?.uri.fsPath ?? dirname(notebook.fsPath);
  const inFolder = (path: string): string => path.replaceAll('${workspaceFolder}', folder);
  const own = settingsFor(notebook).python;
  if (own !== '') return inFolder(own);
  const api = await pythonApi();
  if (api) {
    const found = await api.environments.resolveEnvironment(api.environments.getActiveEnvironmentPath(notebook));
    if (found?.executable.uri) return found.executable.uri.fsPath;
  }
  const set = vscode.workspace.getConfiguration('python', notebook).get<string>('defaultInterpreterPath', 'python');
  const path = inFolder(set);
  // A bare name such as `python3.12` is looked up on the PATH; `python` is the default, which says nothing.
  if (path !== 'python' && (!/[\\/]/.test(path) || existsSync(path))) return path;
  return interpreterFor(notebook.fsPath, undefined, process.env);
}

export class Interpreters implements vscode.Disposable {
  readonly #known = new Map<string, Promise<InstalledFacts | undefined>>();
  readonly #log: { readonly current: vscode.LogOutputChannel | undefined };
  #subscription: vscode.Disposable | undefined;

  constructor(log: { readonly current: vscode.LogOutputChannel | undefined }) {
    this.#log = log;
  }

  /** Calls back when the user chose another interpreter, here or in the Python extension. */
  async watch(changed: () => void): Promise<void> {
    const forget = (): void => {
      this.#known.clear();
      changed();
    };
    const settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nbship.python') || event.affectsConfiguration('python.defaultInterpreterPath')) forget();
    });
    const trusted = vscode.workspace.onDidGrantWorkspaceTrust(forget);
    const api = await pythonApi();
    this.#subscription = vscode.Disposable.from(
      settings,
      trusted,
      ...(api ? [api.environments.onDidChangeActiveEnvironmentPath(forget)] : []),
    );
  }

  /** What is installed for a notebook on this machine; nothing in a workspace that is not trusted, and where no interpreter answers. */
  async ask(notebook: vscode.Uri): Promise<InstalledFacts | undefined> {
    if (!vscode.workspace.isTrusted || notebook.scheme !== 'file') return undefined;
    const interpreter = await interpreterOf(notebook);
    const known = this.#known.get(interpreter) ?? this.#read(interpreter);
    this.#known.set(interpreter, known);
    return known;
  }

  async #read(interpreter: string): Promise<InstalledFacts | undefined> {
    try {
      const { installed, packages, python, paths } = await readEnvironment(interpreter);
      // Which modules there are, its files tell; finders that run code may know more, so both count.
      const { modules, modulesOf } = await installedIn(paths);
      this.#log.current?.info(`asked ${interpreter}: ${Object.keys(installed).length} packages installed`);
      return {
        python,
        ...(modules ? { modules: new Set([...modules, ...Object.keys(packages)]) } : {}),
        ...(modulesOf ? { modulesOf } : {}),
        packages: new Map(Object.entries(packages)),
        versions: new Map(Object.entries(installed).map(([name, { version }]) => [name, version])),
      };
    } catch (error) {
      // Pins are suggested without versions then; the analysis needs no interpreter.
      this.#log.current?.warn(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  dispose(): void {
    this.#subscription?.dispose();
  }
}
