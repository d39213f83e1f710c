// An analysis of an open notebook, as the extension makes it, over the fake editor.

import type { NotebookDocument } from 'vscode';

import { Analyses, type Analysis } from '../../src/extension/analyses.ts';
import { LiveSessions } from '../../src/extension/live.ts';
import { SurroundingsReader } from '../../src/extension/surroundings.ts';
import type { Ports } from '../../src/core/semantics/ports.ts';
import { log, memento } from './editor/state.ts';

export interface Extension {
  readonly analyses: Analyses;
  readonly live: LiveSessions;
  analysis(document: NotebookDocument): Promise<Analysis>;
}

export function start(memory = memento(), ports: Pick<Ports, 'sample' | 'versioning'> = {}): Extension {
  const live = new LiveSessions(memory);
  const surroundings = new SurroundingsReader(
    () => Promise.resolve(undefined),
    () => ports.sample,
    () => ports.versioning,
  );
  const analyses = new Analyses(surroundings, (document) => live.factsFor(document), log());
  return {
    analyses,
    live,
    analysis: async (document) => {
      const analysis = await analyses.analyse(document);
      if (!analysis) throw new Error('the notebook was not analysed');
      return analysis;
    },
  };
}
