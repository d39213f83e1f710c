// The server for agents: its tools, how they are described, and how trouble is told.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

import { UserError } from '../../core/config/user-error.ts';
import { checkOutput } from '../../core/report/json.ts';
import type { Host } from '../host.ts';
import type { Root } from './root.ts';
import { checkInput, explainInput, exportInput, exportOutput, planInput, planOutput } from './schemas.ts';
import { checkTool, explainTool, exportTool, planTool, type Answer } from './tools.ts';

export const INSTRUCTIONS = `nbship checks Jupyter notebooks for what makes them irreproducible (hidden state, cells out of order, unseeded randomness, unpinned imports, leaks from test to training data) and exports them into training projects. It runs no notebook.
Check a notebook with \`check\` before you save it: give its text as \`content\`. Cells are counted from 0 in structured results and from 1 in texts. \`explain\` tells what a rule wants, or what happens to a variable. \`plan\` shows what an export would hold, \`export\` writes it.`;

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Adds the tools. `python` is the interpreter that exports ask what is installed, where it is not the notebook's own. */
export function addTools(server: McpServer, root: Root, python: string | undefined, host: Host): void {
  const safely = (tool: string, answer: () => Promise<Answer> | Answer): Promise<CallToolResult> => resultOf(tool, answer, host);
  server.registerTool(
    'check',
    {
      title: 'Check notebooks',
      description:
        'Finds what makes Jupyter notebooks irreproducible or broken: names that no cell defines, cells that only work out of order, stale outputs, unseeded randomness, unpinned imports, missing files, leakage between training and test data. Give `path` for files, or `content` for a notebook that is not saved. Each finding has its rule, its cell, why it matters, what to do, and often a fix as edits. Nothing is executed.',
      inputSchema: checkInput,
      outputSchema: checkOutput,
      annotations: READS,
    },
    (input) => safely('check', () => checkTool(input, root)),
  );
  server.registerTool(
    'explain',
    {
      title: 'Explain a rule or a variable',
      description:
        'With `rule`: the page of a rule, with examples. With `name` and a notebook: where that variable is made, changed, read and deleted, from top to bottom and, where execution counts tell another order, as it was run.',
      inputSchema: explainInput,
      annotations: READS,
    },
    (input) => safely('explain', () => explainTool(input, root)),
  );
  server.registerTool(
    'plan',
    {
      title: 'Plan an export',
      description:
        'Shows what `export` would make of a notebook: stages with inputs and outputs, parameters, metrics, models, data files, and what is dropped and why; or why it cannot be exported. Writes nothing.',
      inputSchema: planInput,
      outputSchema: planOutput,
      annotations: READS,
    },
    (input) => safely('plan', () => planTool(input, root)),
  );
  server.registerTool(
    'export',
    {
      title: 'Export into a training project',
      description:
        "Writes a project that trains what the notebook trains, into the folder `output`: modules, a config file, a lockfile, MLflow logging. Asks the notebook's Python what is installed in it, and a package index for the lock; the notebook itself is not run. An earlier export in that folder is changed only with `overwrite: true`, and then what a person changed there is kept or merged.",
      inputSchema: exportInput,
      outputSchema: exportOutput,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
    },
    (input) => safely('export', () => exportTool(input, root, python, host)),
  );
}

/** Trouble is an answer too, which the agent reads; a bug of nbship's is told on standard error as well, and the server goes on. */
async function resultOf(tool: string, answer: () => Promise<Answer> | Answer, host: Host): Promise<CallToolResult> {
  try {
    const { text, structured } = await answer();
    return { content: [{ type: 'text', text }], ...(structured ? { structuredContent: { ...structured } } : {}) };
  } catch (error) {
    const told = error instanceof Error ? error : new Error(String(error));
    if (!(error instanceof UserError)) host.warn(`nbship: ${tool} failed inside nbship: ${told.stack ?? told.message}\n`);
    return {
      isError: true,
      content: [{ type: 'text', text: error instanceof UserError ? told.message : `failed inside nbship: ${told.message}` }],
    };
  }
}
