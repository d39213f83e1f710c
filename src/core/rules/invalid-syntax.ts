// Cells with text that is no Python.

import { TOO_DEEP, type SyntaxProblem } from '../python/module.ts';
import { defineRule, type Report } from './rule.ts';

export const invalidSyntax = defineRule({
  id: 'invalid-syntax',
  summary: 'Text in a code cell that is no valid Python.',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  options: {},
  messages: {
    invalid: {
      what: 'This is no valid Python: {problem}.',
      why: 'Restart and Run All stops at this cell with a SyntaxError, before any line of it runs.',
      how: 'Correct it, or make the cell a Markdown or raw cell where it is no code. nbship reads the rest of the cell as if these lines were not there.',
    },
    deep: {
      what: 'This is {problem}.',
      why: 'nbship follows a thousand levels of brackets, operators and branches inside each other; Python itself gives up at some thousands. What stands here is not checked.',
      how: 'Take it apart: a loop, a list or a helper function in place of one huge expression or chain.',
    },
    old: {
      what: 'This is Python 2{times}.',
      why: 'Python 3 stops at this cell with a SyntaxError, before any line of it runs.',
      how: 'Convert the notebook to Python 3: `print(x)`, `except E as e:`, `exec(code)`, `!=`.',
    },
  },
  *check({ model }): Generator<Report<'invalid' | 'old' | 'deep'>> {
    const found = model.modules.flatMap(({ cell, problems, source }) => problems.map((problem) => ({ cell, problem, source })));
    const old = found.filter(({ problem, source }) => isPython2(problem, source));
    const [first] = old;
    if (first) {
      const cells = new Set(old.map(({ cell }) => cell)).size;
      const times = cells > 1 ? `, as in ${cells} cells of this notebook` : '';
      yield { message: 'old', data: { times, cells }, at: { cell: first.cell, span: first.problem.span } };
    }
    // One mistake, such as a quote that is not closed, may break several statements of its cell.
    const told = new Set<number>();
    for (const { cell, problem, source } of found) {
      if (told.has(cell) || isPython2(problem, source)) continue;
      told.add(cell);
      const message = problem.message === TOO_DEEP ? 'deep' : 'invalid';
      yield { message, data: { problem: problem.message }, at: { cell, span: lineOf(problem, source) } };
    }
  },
});

/** Statements that Python 3 gave up: `print x`, `except E, e:`, `exec code`, `raise E, "text"`, `<>`, backticks, `0777`. */
const PYTHON_2 =
  /(^|[:;])[ \t]*print[ \t]+(?![=.(,)[\]])|(^|[:;])[ \t]*print[ \t]*>>|\bexcept[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:|(^|[:;])[ \t]*exec[ \t]+["'\w]|\braise[ \t]+[\w.]+[ \t]*,|<>|\bur["']/m;

function isPython2({ span }: SyntaxProblem, source: string): boolean {
  return PYTHON_2.test(source.slice(span.start, span.end));
}

/** The line on which Python stops. */
function lineOf({ at, span }: SyntaxProblem, source: string): SyntaxProblem['span'] {
  const start = Math.min(Math.max(at.start, span.start), span.end);
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const end = source.indexOf('\n', start);
  return { start: Math.max(line, span.start), end: Math.min(end === -1 ? source.length : end, span.end) };
}
