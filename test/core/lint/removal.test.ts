// How a suppression that hides nothing is taken out: only the comment goes, and only where it is one.

import { expect, test } from 'vitest';

import { modelOf } from '../../../src/cli/analyse.ts';
import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { applyEdits } from '../../../src/core/notebook/write.ts';

function mended(source: string): string {
  const text = `# %%\n${source}\n`;
  const result = readNotebook('a.py', text);
  if (result.kind !== 'notebook') throw new Error('expected a notebook');
  const findings = lint(modelOf(result.notebook, {}), resolveSettings({ select: ['unused-suppression', 'undefined-name', 'star-import'] }));
  const [edits = []] = findings.filter((each) => each.rule === 'unused-suppression').map((each) => each.fix?.edits ?? []);
  return applyEdits(text, result.notebook, edits).slice('# %%\n'.length, -1);
}

test.each([
  ['x = 1  # nbship: ignore', 'x = 1'],
  ['x = 1  # nbship: ignore[star-import]\ny = 2', 'x = 1\ny = 2'],
  ['# nbship: ignore[star-import]\nx = 1', 'x = 1'],
  ['x = 1\n# nbship: ignore-cell', 'x = 1'],
  ['if True:\n    # nbship: ignore[star-import]\n    x = 1', 'if True:\n    x = 1'],
  ['print(x)  # nbship: ignore[undefined-name, star-import]', 'print(x)  # nbship: ignore[undefined-name]'],
  ['print(x)  # nbship: ignore[star-import, undefined-name]', 'print(x)  # nbship: ignore[undefined-name]'],
  ['x = 1  # nbship: ignore[star-import] # noqa', 'x = 1  # noqa'],
  // What follows may explain it, what it names may be meant for a rule, and behind a magic it may be text for another program.
  ['x = 1  # nbship: ignore[star-import] because of y', 'x = 1  # nbship: ignore[star-import] because of y'],
  ['x = 1  # nbship: ignore[star-inport]', 'x = 1  # nbship: ignore[star-inport]'],
  ['%run other.py  # nbship: ignore[star-import]', '%run other.py  # nbship: ignore[star-import]'],
  ['%%bash\necho 1 # nbship: ignore[star-import]', '%%bash\necho 1 # nbship: ignore[star-import]'],
])('%j becomes %j', (source, expected) => {
  expect(mended(source)).toBe(expected);
});
