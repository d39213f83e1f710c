// What the tools for agents do: the commands of the command line, on files below a root or on text that is not saved yet.

import { relative, resolve } from 'node:path';

import { resolveSettings, UserError, type Settings } from '../../core/config/settings.ts';
import { lint } from '../../core/lint/lint.ts';
import type { Notebook, ReadProblem } from '../../core/notebook/notebook.ts';
import { planExport } from '../../core/plan/index.ts';
import type { PlanResult } from '../../core/plan/plan.ts';
import { problemText, summaryOf, type Checked, type CheckedNotebook, type Counts } from '../../core/report/checked.ts';
import { outputOf, placeJson } from '../../core/report/json.ts';
import { reportedFile } from '../../core/report/reported.ts';
import { storyLines, type StoryLine } from '../../core/report/story.ts';
import { fileText, PLAIN, placeText } from '../../core/report/text.ts';
import { nearest } from '../../core/rules/nearest.ts';
import { namesOf } from '../../core/semantics/story.ts';
import { modelOf } from '../analyse.ts';
import { exportCommand } from '../commands/export.ts';
import { loadConfiguration } from '../configuration.ts';
import { planJson, planText } from '../export/plan-text.ts';
import { repaired, type Repair } from '../export/repair.ts';
import type { Host } from '../host.ts';
import { PAGES } from '../pages.ts';
import { oneNotebook, portsWithin, readAll } from './notebooks.ts';
import type { Root } from './root.ts';
import type { CheckInput, ExplainInput, ExportInput, PlanInput } from './schemas.ts';

/** A tool's answer: for readers, and for programs. */
export interface Answer {
  readonly text: string;
  readonly structured?: object;
}

export async function checkTool({ select, ignore, ...asked }: CheckInput, root: Root): Promise<Answer> {
  const { configuration, folder } = await loadConfiguration(root.folder, undefined);
  const settings = resolveSettings(configuration, { ...(select ? { select } : {}), ...(ignore ? { ignore } : {}) });
  const ports = portsWithin(root, settings);
  const notebooks: CheckedNotebook[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const problems: ReadProblem[] = [];
  const texts: string[] = [];
  for (const { result, text } of readAll(asked, root, settings, folder)) {
    if (result.kind === 'invalid') problems.push(result.problem);
    else if (result.kind === 'skipped') skipped.push({ path: result.path, reason: result.reason });
    else {
      const { notebook } = result;
      const model = modelOf(notebook, await ports(resolve(root.folder, notebook.path)));
      const findings = lint(model, settings);
      notebooks.push({ notebook, findings });
      texts.push(fileText(reportedFile(notebook, findings, text), text, PLAIN));
    }
  }
  const [problem] = problems;
  if (problem && notebooks.length + skipped.length === 0 && problems.length === 1) throw new UserError(problemText(problem));
  const checked: Checked = { notebooks, skipped, problems };
  const left = [...problems.map(problemText), ...skipped.map((each) => `${each.path}: skipped, ${each.reason}`)];
  return { text: [texts.join('') + summaryOf(countsOf(checked)), ...left].join('\n'), structured: outputOf(checked) };
}

function countsOf({ notebooks, problems }: Checked): Counts {
  const found = notebooks.flatMap((each) => each.findings);
  const notes = found.filter((each) => each.severity === 'information').length;
  const affected = notebooks.filter((each) => each.findings.length > 0).length;
  return { notebooks: notebooks.length, affected, problems: found.length - notes, notes, unread: problems.length };
}

export async function explainTool({ rule, name, ...asked }: ExplainInput, root: Root): Promise<Answer> {
  if ((rule === undefined) === (name === undefined)) throw new UserError('expected one of `rule` and `name`');
  if (rule !== undefined) return { text: pageOf(rule) };
  const { notebook, path } = oneNotebook(asked, root);
  const model = modelOf(notebook, await portsWithin(root, await settingsAt(root))(path));
  const names = namesOf(model.document);
  const wanted = name ?? '';
  if (!names.has(wanted)) throw new UserError(`${notebook.path}: no cell binds or reads '${wanted}'${meant(nearest(wanted, names))}`);
  const [document, session] = [storyLines(model, wanted, 'document'), storyLines(model, wanted, 'session')];
  const parts = [`${wanted} in ${notebook.path}, from top to bottom`, linesOf(document)];
  if (session.length > 0 && linesOf(session) !== linesOf(document)) parts.push('As it was run, by the execution counts', linesOf(session));
  return { text: parts.join('\n') };
}

async function settingsAt(root: Root): Promise<Settings> {
  return resolveSettings((await loadConfiguration(root.folder, undefined)).configuration);
}

function pageOf(rule: string): string {
  const page = Object.hasOwn(PAGES, rule) ? PAGES[rule] : undefined;
  if (page === undefined) throw new UserError(`no rule '${rule}'${meant(nearest(rule, Object.keys(PAGES)))}`);
  return page;
}

function meant(similar: string | undefined): string {
  return similar === undefined ? '' : ` (did you mean '${similar}'?)`;
}

function linesOf(lines: readonly StoryLine[]): string {
  return lines.map(({ cell, text, code }) => `  ${cell}  ${text}  ${code}`).join('\n');
}

export function planTool({ fix, figures, ...asked }: PlanInput, root: Root): Answer {
  const { notebook, result, repairs, refusals } = planned({ fix, figures, ...asked }, root);
  const repairLines = repairs.map((each) => `repaired: ${each.title} (${each.rule}, cell ${each.cell})\n`).join('');
  if (result.kind === 'refused') {
    const text = `${repairLines}${refusals.map((each) => `${each.shown}\n`).join('')}Not exportable: what stands above is in the way.\n`;
    return {
      text,
      structured: {
        version: 1,
        status: 'refused',
        repairs,
        refusals: refusals.map(({ message, cell, line }) => ({ message, cell, line })),
      },
    };
  }
  return {
    text: repairLines + planText(result.plan, notebook),
    structured: { version: 1, status: 'planned', plan: planJson(result.plan, notebook), repairs, refusals: [] },
  };
}

interface Planned {
  readonly notebook: Notebook;
  readonly result: PlanResult;
  readonly repairs: readonly Repair[];
  readonly refusals: readonly { readonly message: string; readonly cell: number; readonly line: number; readonly shown: string }[];
}

function planned({ fix, figures, ...asked }: PlanInput, root: Root): Planned {
  const given = oneNotebook(asked, root);
  const { notebook, repairs } =
    fix === true ? repaired(given.notebook.path, given.text, given.notebook) : { notebook: given.notebook, repairs: [] };
  const result = planExport(modelOf(notebook, {}), { figures: figures ?? false });
  const refusals = result.kind === 'refused' ? result.refusals : [];
  return {
    notebook,
    result,
    repairs,
    refusals: refusals.map((each) => {
      const { cell, line } = placeJson(notebook, each);
      return { message: each.message, cell, line, shown: `${notebook.path}:${placeText(notebook, each)}: ${each.message}` };
    }),
  };
}

/** Exports as the command line does. `python` is the server's own setting: an agent names no program to start. */
export async function exportTool(asked: ExportInput, root: Root, python: string | undefined, host: Host): Promise<Answer> {
  const [notebook, target] = [root.pathOf(asked.path), root.pathOf(asked.output)];
  if (target === root.folder) throw new UserError(`output: expected a folder below that of the server, found '${asked.output}'`);
  const { result } = planned({ path: asked.path, fix: asked.fix, figures: asked.figures }, root);
  for (const { path } of result.kind === 'plan' ? result.plan.data : [])
    if (!root.holds(resolve(notebook, '..', path)))
      throw new UserError(`${path}: the notebook reads this file, which lies outside the folder of the server, so it is not copied`);
  const flags = [
    ...(asked.overwrite === true ? ['--yes'] : []),
    ...(asked.fix === true ? ['--fix'] : []),
    ...(asked.figures === true ? ['--figures'] : []),
    ...(asked.lock === false ? ['--no-lock'] : []),
    ...(asked.tracking === undefined ? [] : ['--tracking', asked.tracking]),
    ...(asked.with ?? []).flatMap((each) => ['--with', each]),
    ...(python === undefined ? [] : ['--python', python]),
  ];
  let [out, told] = ['', ''];
  const write = (text: string): void => void (out += text);
  const warn = (text: string): void => void (told += text);
  await exportCommand.run(['--output', target, '--format', 'json', ...flags, '--', relative(root.folder, notebook)], {
    cwd: root.folder,
    env: host.env,
    isTerminal: false,
    write,
    warn,
    // Standard input is the client's.
    readInput: () => Promise.resolve(''),
  });
  const structured: unknown = JSON.parse(out);
  return { text: told + out, structured: typeof structured === 'object' && structured !== null ? structured : {} };
}
