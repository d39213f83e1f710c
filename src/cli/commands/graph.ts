// `nbship graph`: which cell feeds which.

import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import { graphOf, type Graph } from '../../core/report/graph.ts';
import { graphDot, graphJson, graphMermaid, graphText } from '../../core/report/graph-text.ts';
import type { Command } from '../host.ts';
import { analyseOne } from '../one-notebook.ts';

const FORMATS: ReadonlyMap<string, (graph: Graph) => string> = new Map([
  ['text', graphText],
  ['mermaid', graphMermaid],
  ['dot', graphDot],
  ['json', graphJson],
]);

export const graph: Command = {
  usage: `nbship graph NOTEBOOK

Shows which cell reads what from which other cell, from top to bottom, with the cells that fail, warn or are stale.
\`-\` reads the notebook from standard input.

  --format text|mermaid|dot|json   for people, for Markdown, for Graphviz, for programs (default: text)
  --config FILE                    this configuration instead of the nearest nbship.toml or pyproject.toml

Exit code: 0, also where cells fail; 2 something could not be done.`,
  run: async (args, host) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' }, config: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UserError(`graph: expected one notebook, found ${positionals.length}`);
    const write = FORMATS.get(values.format);
    if (!write) throw new UserError(`--format: expected one of ${[...FORMATS.keys()].join(', ')}, found '${values.format}'`);
    const { model, findings } = await analyseOne(path, values.config, host);
    host.write(write(graphOf(model, findings)));
    return 0;
  },
};
