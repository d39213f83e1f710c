// The analysis of one text with the configuration of a run. Loaded when the first text needs it: a run that finds all its results kept never does.

import type { Configuration } from '../../core/config/configuration.ts';
import { resolveSettings, type Settings } from '../../core/config/settings.ts';
import { lint } from '../../core/lint/lint.ts';
import type { Notebook, ReadProblem } from '../../core/notebook/notebook.ts';
import { fileProblemText } from '../../core/report/checked.ts';
import { reportedFile, type ReportedFile } from '../../core/report/reported.ts';
import type { Finding } from '../../core/rules/rule.ts';
import type { Model } from '../../core/semantics/model.ts';
import type { Observations } from '../../machine/observed.ts';
import { modelOf, readNotebook } from '../analyse.ts';
import { forgetProjects, portsFor } from '../ports.ts';
import { Crash } from './crash.ts';

/** What a text came to, as reports know it. */
export type Examined =
  | {
      readonly kind: 'file';
      readonly file: ReportedFile;
      /** What is wrong with dependency files and with a script block: what they say is not known. */
      readonly unread: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly problem: ReadProblem };

/** The same with all that a fix needs. */
export interface Linted {
  readonly notebook: Notebook;
  readonly model: Model;
  readonly findings: readonly Finding[];
}

export interface Flags {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** The environment whose packages count. */
  readonly python?: string;
}

export interface Analysis {
  readonly settings: Settings;
  lint(notebook: Notebook, place: string, seen?: Observations): Promise<Linted>;
  examine(path: string, place: string, text: string, seen?: Observations): Promise<Examined>;
}

/** Throws a UserError for a rule that does not exist. */
export function analysisFor(configuration: Configuration, flags: Flags, cwd: string): Analysis {
  const settings = resolveSettings(configuration, flags);
  // A run sees the projects as they are when it begins.
  forgetProjects();
  const lintOne: Analysis['lint'] = async (notebook, place, seen) => {
    const ports = await portsFor(place, cwd, settings, seen);
    try {
      const model = modelOf(notebook, ports);
      return { notebook, model, findings: lint(model, settings) };
    } catch (error) {
      throw new Crash(notebook.path, error);
    }
  };
  return {
    settings,
    lint: lintOne,
    examine: async (path, place, text, seen) => {
      const result = readNotebook(path, text);
      if (result.kind !== 'notebook') return result;
      const { notebook, model, findings } = await lintOne(result.notebook, place, seen);
      return { kind: 'file', file: reportedFile(notebook, findings, text), unread: unreadBy(model) };
    },
  };
}

/** E.g. `uv.lock:3: expected valid TOML, found ...`. */
export function unreadBy(model: Model): readonly string[] {
  return (model.ports.project?.problems ?? []).map(fileProblemText);
}
