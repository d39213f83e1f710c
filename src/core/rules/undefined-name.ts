// A name that no cell binds before it is used, and none binds later.

import { kernelNameOf } from '../semantics/kernel.ts';
import type { Model } from '../semantics/model.ts';
import { bindings, bindingsOf, callChain, cellOfStep, failingNames, failingPlace, type Need } from './needs.ts';
import { defineRule, type Data } from './rule.ts';
import { nearest } from './nearest.ts';

export const undefinedName = defineRule({
  id: 'undefined-name',
  summary: 'A name that no cell of the notebook defines.',
  category: 'names',
  severity: 'error',
  since: '0.1.0',
  options: {},
  messages: {
    never: {
      what: '`{name}` is used here{times}, and no cell defines it.',
      why: 'Restart and Run All stops here with a NameError{session}.',
      how: 'Restore the cell that made `{name}`, or define it in a cell above.{hint}',
    },
    called: {
      what: '`{name}` is used in a function that is called here{times}, and no cell defines it.',
      why: 'A function reads notebook variables when it is called, so Restart and Run All stops at this call with a NameError{session}.',
      how: 'Define `{name}` in a cell above, or pass it as an argument.{hint}',
    },
    local: {
      what: '`{name}` is read here before the function that owns it has assigned it.',
      why: 'A name that is assigned anywhere in a function is local to the whole function, so this stops with an UnboundLocalError.',
      how: 'Assign `{name}` before this line, or name it in a `global` statement if the notebook variable is meant.',
    },
  },
  *check({ model }) {
    for (const [name, needs] of failingNames(model)) {
      const [first] = needs;
      if (!first || first.cause === 'deleted') continue;
      const local = first.cause === 'local' || first.cause === 'enclosing';
      const binds = bindingsOf(model, name);
      if (!local && binds.length > 0) continue;
      yield {
        message: local ? 'local' : first.calls.length > 0 ? 'called' : 'never',
        data: dataOf(model, name, needs),
        at: failingPlace(first),
        related: callChain(first),
      };
    }
  },
});

function dataOf(model: Model, name: string, needs: readonly Need[]): Data {
  const similar = nearest(name, bindings(model.document).keys());
  const gaps = model.history.gaps.length;
  const hints = [
    similar === undefined ? '' : ` Did you mean \`${similar}\`?`,
    gaps === 0
      ? ''
      : ` The execution counts show ${gaps} ${gaps === 1 ? 'run' : 'runs'} whose cell was since run again, or was edited or deleted: probably the one that made \`${name}\`.`,
  ];
  return {
    name,
    uses: needs.length,
    times: needs.length > 1 ? ` (${needs.length} times in all)` : '',
    session: sessionText(model, name, needs[0]),
    hint: hints.join(''),
  };
}

/** Where the name came from in the session that made the outputs: from the editor's memory, or from the counts. */
function sessionText(model: Model, name: string, need: Need | undefined): string {
  const kept = kernelNameOf(model, name);
  if (kept) {
    const where = kept.cell === undefined ? 'a cell that was deleted' : `cell ${kept.cell + 1}, which was edited since`;
    return `; the kernel still has it from ${where} (executed as [${kept.count}])`;
  }
  return ranHere(model, need) ? '; in the session that made the outputs the name came from a cell that is gone or was edited' : '';
}

/** Whether the cell of a need carries a count and no failure: then the name was there once. */
function ranHere(model: Model, need: Need | undefined): boolean {
  const cell = need && model.notebook.cells[cellOfStep(model, need.step)];
  return cell !== undefined && cell.executionCount !== null && !cell.outputs.some((each) => each.kind === 'error');
}
