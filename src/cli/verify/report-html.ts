// A verification as one HTML page that stands alone.

import { groupsOf, OUTCOMES, VERDICTS } from './report-text.ts';
import type { ComparedValue } from './compare.ts';
import type { Verification } from './verification.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}.outcome{padding:.8rem 1rem;border-radius:.4rem;font-weight:600}
.equal{color:#116329}.close{color:#7a5b00}.different,.missing,.failed{color:#b42318}.unsteady{color:#7a5b00}
.outcome.equal{background:#dafbe1}.outcome.close,.outcome.unsteady{background:#fff3c4}.outcome.different,.outcome.failed{background:#ffe3e0}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}th,td{border-color:#444}.equal{color:#6fdd8b}.close,.unsteady{color:#e8c35a}
.different,.missing,.failed{color:#ff8a7a}.outcome.equal{background:#12351d}.outcome.close,.outcome.unsteady{background:#3a3010}.outcome.different,.outcome.failed{background:#43160f}}`;

export function verificationHtml(verification: Verification): string {
  const { notebook, environment, tolerance } = verification;
  const parts = [
    `<h1>Notebook and pipeline</h1>`,
    `<p class="outcome ${verification.outcome}">${escaped(OUTCOMES[verification.outcome])}</p>`,
    `<p><code>${escaped(notebook.file)}</code> (sha256 <code>${notebook.sha256.slice(0, 16)}</code>), Python ${escaped(environment.python)}, ${escaped(environment.told)}; tolerance ${tolerance.rel} (relative).</p>`,
    ...(verification.failure
      ? [
          `<p>The ${verification.failure.side} stops: <code>${escaped(verification.failure.error)}</code></p><pre><code>${escaped(verification.failure.trace)}</code></pre>`,
        ]
      : []),
    ...[...groupsOf(verification.values)].map(([group, values]) => `<h2>${escaped(group)}</h2>${table(values)}`),
    ...(verification.again.length > 0 ? [`<h2>The pipeline, run twice</h2>${twice(verification.again)}`] : []),
    ...(verification.outputs ? [`<h2>Saved outputs of the notebook</h2>${shown(verification)}`] : []),
    `<h2>What the notebook was run with</h2><ul>${verification.repairs.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`,
    ...(verification.notRun.length > 0
      ? [
          `<h2>Dropped statements that fail here</h2>${rows(
            ['cell', 'source', 'error'],
            verification.notRun.map((each) => [String(each.cell), code(each.source), code(each.error)]),
          )}`,
        ]
      : []),
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Verification of ${escaped(notebook.file)}</title><style>${STYLE}</style></head><body>\n${parts.join('\n')}\n</body></html>\n`;
}

function table(values: readonly ComparedValue[]): string {
  return rows(
    ['value', 'verdict', 'first difference', 'notebook', 'pipeline'],
    values.map((each) => [
      code(each.name),
      `<span class="${each.verdict}">${escaped(VERDICTS[each.verdict])}${each.first?.rel === undefined ? '' : `, relative ${each.first.rel}`}</span>`,
      each.first ? code(`${each.name}${each.first.path}`) : '',
      each.first ? code(each.first.notebook) : '',
      each.first ? code(each.first.pipeline) : '',
    ]),
  );
}

function twice(again: readonly ComparedValue[]): string {
  const other = again.filter((each) => each.verdict !== 'equal');
  return other.length === 0 ? `<p class="equal">${again.length} of ${again.length} values equal, bit for bit.</p>` : table(other);
}

function shown({ outputs = [] }: Verification): string {
  return rows(
    ['metric', 'value', 'shown as'],
    outputs.map((each) => [
      code(each.name),
      code(String(each.value)),
      each.shown === undefined ? '<span class="different">not shown</span>' : code(each.shown),
    ]),
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string => `<tr>${cells.map((each) => `<${tag}>${each}</${tag}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}${body.map((each) => line(each, 'td')).join('')}</table>`;
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each] ?? each);
}
