// `nbship graph`: which cell feeds which.

import { UserError } from '../../core/config/user-error.ts';
import { graphOf, type Graph } from '../../core/report/graph.ts';
import { graphDot, graphJson, graphMermaid, graphText } from '../../core/report/graph-text.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command } from '../host.ts';
import { analyseOne } from '../one-notebook.ts';

const FLAGS = {
  format: { choices: ['text', 'mermaid', 'dot', 'json'], default: 'text', help: 'for people, for Markdown, for Graphviz, for programs' },
  config: { value: 'FILE', completes: 'file', help: 'this configuration instead of the nearest nbship.toml or pyproject.toml' },
} as const;

const WRITE: Readonly<Record<(typeof FLAGS.format.choices)[number], (graph: Graph) => string>> = {
  text: graphText,
  mermaid: graphMermaid,
  dot: graphDot,
  json: graphJson,
};

const USAGE: Usage = {
  synopsis: ['nbship graph NOTEBOOK'],
  about: `Shows which cell reads what from which other cell, from top to bottom, with the cells that fail, warn or are stale.
\`-\` reads the notebook from standard input.`,
  after: `Exit code: 0, also where cells fail; 2 something could not be done.`,
  flags: FLAGS,
  takes: 'file',
};

export const graph: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const { values, positionals } = parseFlags(FLAGS, args);
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UserError(`graph: expected one notebook, found ${positionals.length}`);
    const { model, findings } = await analyseOne(path, values.config, host);
    host.write(WRITE[values.format](graphOf(model, findings)));
    return 0;
  },
};
