// Keys, tokens and passwords that are written into the notebook or stand in its outputs.

import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/span.ts';
import { literalsIn } from './literals.ts';
import { firstLine, textAt } from './places.ts';
import { defineRule, type Fix, type Report } from './rule.ts';
import { secretsOf, type Secret } from '../semantics/secrets.ts';
import { groupedBy } from './words.ts';

type Key = 'source' | 'output';

export const hardCodedSecret = defineRule({
  id: 'hard-coded-secret',
  summary: 'A key, token or password stands in a cell or in its output.',
  category: 'data',
  severity: 'error',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    source: {
      what: '{label} is written here{times}.',
      why: 'Whoever gets the notebook gets the access that it gives, and so does everybody who sees an older commit.',
      how: 'Revoke it where it was issued, and read the new one from outside, e.g. `os.environ["{variable}"]` or `getpass.getpass()`.',
    },
    output: {
      what: 'the output of this cell shows {label}{times}.',
      why: 'Outputs are saved with the notebook: whoever gets it gets the access that it gives.',
      how: 'Revoke it where it was issued, clear the output, and print no secrets.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    for (const [head, ...rest] of groupedBy(secretsOf(model.notebook), (each) => each.value).values()) {
      if (!head) continue;
      const others = rest.map((each) => ({ at: placeOf(model, each), message: each.span ? 'and here' : 'and in an output of this cell' }));
      const fix = head.span ? fromOutside(model, head) : undefined;
      yield {
        message: head.span ? 'source' : 'output',
        // The value is in none of these.
        data: { label: head.label, variable: head.variable, times: rest.length > 0 ? ` (${rest.length + 1} times)` : '' },
        at: placeOf(model, head),
        related: others.filter(
          ({ at }, index) => others.findIndex((each) => each.at.cell === at.cell && each.at.span.start === at.span.start) === index,
        ),
        ...(head.shaped ? {} : { severity: 'warning' }),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

function placeOf(model: Model, { cell, span }: Secret): Place {
  return span ? { cell, span } : firstLine(model, cell);
}

/** `os.environ["NAME"]` for every text of the code that is the secret and nothing else. */
function fromOutside(model: Model, { value, variable }: Secret): Fix | undefined {
  const uses = literalsIn(model).filter((each) => each.value === value);
  const source = `os.environ["${variable}"]`;
  // `os.environ["NAME"] = "..."` would only say the same twice; a default stands behind the name already.
  const sets = uses.some(({ at, statement }) => {
    const module = model.modules.find((each) => each.cell === at.cell);
    return module && /environ|getenv/.test(textAt(model, { cell: at.cell, span: module.spanOf(statement) }));
  });
  const [first] = uses;
  if (!first || sets) return undefined;
  const edits = uses.map(({ at }): Edit => ({ kind: 'replaceText', at, text: source }));
  return { title: `Read it from ${source}`, kind: 'suggested', edits: [...importOfOs(model, first.at), ...edits] };
}

/** `import os` at the top of the cell, unless a cell above or the cell itself has it before the place. */
function importOfOs(model: Model, at: Place): readonly Edit[] {
  const has = model.document.events.some((each) => {
    const before = each.at.cell < at.cell || (each.at.cell === at.cell && each.at.span.start < at.span.start);
    return each.kind === 'bind' && each.how === 'import' && each.name === 'os' && before;
  });
  if (has) return [];
  // `%%time` has to stay the first line.
  const top = firstLine(model, at.cell);
  const isMagic = textAt(model, top).startsWith('%%');
  const start = isMagic ? top.span.end : top.span.start;
  const text = isMagic ? '\nimport os' : 'import os\n';
  return [{ kind: 'replaceText', at: { cell: at.cell, span: { start, end: start } }, text }];
}
