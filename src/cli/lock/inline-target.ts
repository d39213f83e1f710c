// Pins a notebook's own PEP 723 block, or writes one above its first cell.

import { UserError } from '../../core/config/settings.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import { applyEdits } from '../../core/notebook/write.ts';
import { inlineFacts } from '../../core/project/inline.ts';
import type { Environment } from '../../machine/environment.ts';
import { requirementOf, type Need } from './needs.ts';
import { newBlock, pinnedBlock } from './script-block.ts';

/** The notebook's text with its block at the environment's versions. */
export function withBlock(text: string, notebook: Notebook, needs: readonly Need[], environment: Environment): string {
  const { block, problems } = inlineFacts(notebook);
  const [problem] = problems;
  if (problem) throw new UserError(`${problem.path}:${problem.line}: expected ${problem.expected}, found ${problem.found}`);
  const [major = '3', minor = '11'] = environment.python.split('.');
  if (!block)
    return inserted(
      text,
      notebook,
      newBlock(
        needs.map((each) => requirementOf(each)),
        `==${major}.${minor}.*`,
      ),
    );
  const declared = new Set(block.declarations.map((each) => each.distribution));
  const missing = needs.filter((each) => !declared.has(each.distribution)).map((each) => requirementOf(each));
  const found = new Map(needs.map((each) => [each.distribution, each.version]));
  const versionOf = (name: string): string | undefined => environment.installed[name]?.version ?? found.get(name);
  const { at } = block;
  const cell = at && notebook.cells[at.cell];
  const source = cell ? cell.source : (notebook.preamble ?? '');
  const span = at?.span ?? { start: 0, end: source.length };
  const pinned = pinnedBlock(source.slice(span.start, span.end), versionOf, missing);
  if (pinned === undefined) throw new UserError(`${notebook.path}: expected \`dependencies\` as a list in the script block`);
  if (at) return applyEdits(text, notebook, [{ kind: 'replaceText', at, text: pinned }]);
  return text.replace(native(source, text), () => native(pinned, text));
}

/** A cell of its own above all others; in a percent file above the first cell, below what must come first there: jupytext's header too. */
function inserted(text: string, notebook: Notebook, block: string): string {
  if (notebook.format === 'ipynb') return applyEdits(text, notebook, [{ kind: 'insertCell', before: 0, source: block }]);
  const start = /^(\uFEFF?#!.*\r?\n)?(#.*coding[:=].*\r?\n)?(# ---\r?\n(?:#.*\r?\n)*?# ---\r?\n\s*)?/.exec(text)?.[0].length ?? 0;
  return text.slice(0, start) + native(`${block}\n\n`, text) + text.slice(start);
}

function native(written: string, text: string): string {
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
}
