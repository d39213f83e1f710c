// One notebook that a command is about: its file or standard input, its configuration, its model.

import { resolve } from 'node:path';

import { resolveSettings, type Settings } from '../core/config/settings.ts';
import { lint } from '../core/lint/lint.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { Model } from '../core/semantics/model.ts';
import { modelOf, notebookFrom } from './analyse.ts';
import { loadConfiguration } from './configuration.ts';
import type { Host } from './host.ts';
import { portsFor } from './ports.ts';
import { textOfFile } from './reading.ts';

export interface Analysed {
  readonly model: Model;
  readonly findings: readonly Finding[];
}

/** `-` is standard input. Throws a UserError for a file that cannot be read, and for one that holds no Python notebook. */
export async function analyseOne(path: string, configuration: string | undefined, host: Host): Promise<Analysed> {
  const [shownAs, text] = path === '-' ? ['<stdin>.ipynb', await host.readInput()] : [path, textOfFile(resolve(host.cwd, path), path)];
  const settings: Settings = resolveSettings((await loadConfiguration(host.cwd, configuration)).configuration);
  const model = modelOf(notebookFrom(shownAs, text), await portsFor(resolve(host.cwd, shownAs), host.cwd, settings));
  return { model, findings: lint(model, settings) };
}
