// Shows the plan of an export, and asks what only the user can know, inside a webview.

import type { ExportChoices, FromPlanView, ShownPlan, ShownRefusal, ToPlanView } from '../plan-view.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPlanView): void };

const api = acquireVsCodeApi();
const target = input();
const tracking = choice([
  ['mlflow', 'MLflow (a local store in the project; any tracking server by its address)'],
  ['jsonl', 'Built in: one JSON line a run, nothing to install'],
]);
const lock = choice([
  ['yes', 'Lock every version with its hash (asks the package index)'],
  ['no', 'Versions of the notebook’s environment, without a lock'],
]);
const exporting = button('Export', '', () => {
  const choices: ExportChoices = {
    target: target.value,
    tracking: tracking.value === 'jsonl' ? 'jsonl' : 'mlflow',
    lock: lock.value === 'yes',
  };
  api.postMessage({ kind: 'export', choices });
});

window.addEventListener('message', (event: MessageEvent<ToPlanView>) => {
  const message = event.data;
  switch (message.kind) {
    case 'plan':
      document.body.replaceChildren(...planOf(message.notebook, message.plan, message.choices));
      return;
    case 'refused':
      document.body.replaceChildren(...refusedOf(message.notebook, message.refusals));
      return;
    case 'target':
      target.value = message.target;
      return;
    case 'busy':
      exporting.toggleAttribute('disabled', message.busy);
      exporting.textContent = message.busy ? 'Exporting...' : 'Export';
  }
});
api.postMessage({ kind: 'ready' });

function planOf(notebook: string, plan: ShownPlan, choices: ExportChoices): readonly Node[] {
  target.value = choices.target;
  tracking.value = choices.tracking;
  lock.value = choices.lock ? 'yes' : 'no';
  return [
    element('h1', {}, 'Export to pipeline'),
    element('p', { class: 'lead' }, `What ${notebook} becomes. Nothing is written before you press Export; the notebook is not run.`),
    element(
      'div',
      { class: 'choices' },
      label('Folder', target),
      target,
      button('Browse...', 'secondary', () => api.postMessage({ kind: 'browse' })),
      label('Tracking', tracking),
      tracking,
      element('span'),
      label('Lock', lock),
      lock,
      element('span'),
      element('span'),
      element(
        'div',
        { class: 'buttons' },
        exporting,
        button('Cancel', 'secondary', () => api.postMessage({ kind: 'cancel' })),
      ),
    ),
    ...secretsOf(plan),
    element('h2', {}, 'Stages'),
    table(
      ['Stage', 'From', 'Takes', 'Gives'],
      plan.stages.map((each) => [
        element('td', { class: 'code' }, `${plan.package}/${each.kind}.py: ${each.name}`),
        element('td', {}, ...cellLinks(each.statements.map((one) => one.cell))),
        element('td', { class: 'code' }, each.inputs.map((one) => one.name).join(', ')),
        element('td', { class: 'code' }, each.outputs.map((one) => one.name).join(', ')),
      ]),
    ),
    ...(plan.functions.length > 0
      ? [
          element(
            'p',
            {},
            `Functions and classes go to ${plan.package}/functions.py, from `,
            ...cellLinks(plan.functions.map((each) => each.cell)),
            '.',
          ),
        ]
      : []),
    element('h2', {}, 'Parameters'),
    plan.parameters.length === 0
      ? element('p', {}, 'None: the notebook has no constants that a person would vary.')
      : table(
          ['In configs/v1.yaml', 'Value', 'From'],
          plan.parameters.map((each) => [
            element('td', { class: 'code' }, each.key),
            element('td', { class: 'code' }, JSON.stringify(each.value)),
            element('td', {}, ...cellLinks([each.cell])),
          ]),
        ),
    element('h2', {}, 'Metrics, models and data'),
    element(
      'ul',
      {},
      element('li', {}, `Metrics: ${plan.metrics.map((each) => each.name).join(', ') || 'none are computed as numbers'}`),
      element(
        'li',
        {},
        `Models: ${plan.models.map((each) => `${each.name} (${each.type.split('.').at(-1) ?? each.type})`).join(', ') || 'none'}`,
      ),
      element('li', {}, `Data: ${plan.data.map((each) => `${each.path} to ${each.target}`).join(', ') || 'none is read from files'}`),
      element('li', {}, `Packages: ${plan.dependencies.join(', ')}`),
    ),
    droppedOf(plan),
  ];
}

function secretsOf({ secrets }: ShownPlan): readonly Node[] {
  if (secrets.length === 0) return [];
  const items = secrets.map(({ cell, line, label }) =>
    element(
      'li',
      {},
      link(line === undefined ? `The output of cell ${cell + 1}` : `Cell ${cell + 1}, line ${line + 1}`, cell, line ?? 0),
      `: ${label}`,
    ),
  );
  return [
    element('p', {}, element('strong', {}, 'The project would carry secrets. '), 'Take them out of the notebook before you share it:'),
    element('ul', { class: 'secrets' }, ...items),
  ];
}

function droppedOf(plan: ShownPlan): Node {
  const rows = plan.dropped.map((each) => [
    element('td', {}, ...cellLinks([each.cell])),
    element('td', { class: 'code' }, firstLine(each.source)),
    element('td', {}, each.why),
  ]);
  const list = rows.length > 0 ? table(['Cell', 'Code', 'Why'], rows) : element('p', {}, 'Nothing.');
  return element('details', rows.length <= 40 ? { open: '' } : {}, element('summary', {}, `Left out (${rows.length})`), list);
}

function refusedOf(notebook: string, refusals: readonly ShownRefusal[]): readonly Node[] {
  return [
    element('h1', {}, 'Not exported'),
    element(
      'p',
      { class: 'lead' },
      `${notebook} cannot run from top to bottom as it is, so an export would only fail elsewhere. ${refusals.length === 1 ? 'This stands' : 'These stand'} in the way:`,
    ),
    element(
      'ul',
      { class: 'refusals' },
      ...refusals.map(({ cell, range, message }) => {
        const { line } = range.start;
        return element('li', {}, link(`Cell ${cell + 1}, line ${line + 1}`, cell, line), `: ${message}`);
      }),
    ),
    element('p', {}, 'Repair them (each has its quick fix or its page), then export again.'),
    element(
      'div',
      {},
      button('Close', 'secondary', () => api.postMessage({ kind: 'cancel' })),
    ),
  ];
}

function cellLinks(cells: readonly number[]): readonly (Node | string)[] {
  const all = [...new Set(cells)].sort((a, b) => a - b);
  return all.flatMap((each, at) => [at > 0 ? ', ' : '', link(`cell ${each + 1}`, each, 0)]);
}

function link(text: string, cell: number, line: number): Node {
  const made = element('a', { href: '#', role: 'link' }, text);
  made.addEventListener('click', (event) => {
    event.preventDefault();
    api.postMessage({ kind: 'reveal', cell, line });
  });
  return made;
}

function firstLine(source: string): string {
  const [first = '', ...more] = source.split('\n');
  return first.length > 70 || more.length > 0 ? `${first.slice(0, 70)} ...` : first;
}

function table(heads: readonly string[], rows: readonly (readonly Node[])[]): HTMLElement {
  const head = element('tr', {}, ...heads.map((each) => element('th', {}, each)));
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row))));
}

function label(text: string, of: HTMLElement): HTMLElement {
  of.id = `choice-${text.toLowerCase()}`;
  return element('label', { for: of.id }, text);
}

function input(): HTMLInputElement {
  const made = document.createElement('input');
  made.type = 'text';
  made.spellcheck = false;
  return made;
}

function choice(options: readonly (readonly [value: string, text: string])[]): HTMLSelectElement {
  const made = document.createElement('select');
  for (const [value, text] of options) made.append(element('option', { value }, text));
  return made;
}

function button(text: string, className: string, act: () => void): HTMLElement {
  const made = element('button', { class: className }, text);
  made.addEventListener('click', act);
  return made;
}

function element(name: string, attributes: Readonly<Record<string, string>> = {}, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
