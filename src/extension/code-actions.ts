// Quick fixes of findings, what hides them, and "fix all".

import * as vscode from 'vscode';

import { chooseFixes } from '../core/lint/fix.ts';
import { fieldsOf } from '../core/notebook/language.ts';
import { suppressCell, suppressLine } from '../core/lint/suppressing.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { Analyses, Analysis } from './analyses.ts';
import { ruleOf, SOURCE } from './diagnostics.ts';
import { toWorkspaceEdit } from './edits.ts';
import { toFixEdit } from './file-edits.ts';
import { metadataOf, PYTHON_CELLS } from './notebooks.ts';
import { notebookOf, rangeIn } from './places.ts';

/** For `notebook.codeActionsOnSave`: `{"notebook.source.fixAll.nbship": "explicit"}`. */
export const FIX_ALL = vscode.CodeActionKind.Notebook.append('source.fixAll.nbship');

/** Kinds of their own, so that people can bind a key to `editor.action.codeAction` with `quickfix.nbship.ignore.line`. */
const IGNORE = vscode.CodeActionKind.QuickFix.append('nbship.ignore');

export function registerCodeActions(analyses: Analyses): vscode.Disposable {
  const quick = { provideCodeActions: quickFixes(analyses) };
  const all = { provideCodeActions: fixAllAction(analyses) };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(PYTHON_CELLS, quick, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.languages.registerCodeActionsProvider(PYTHON_CELLS, all, { providedCodeActionKinds: [FIX_ALL] }),
  );
}

type Provide = vscode.CodeActionProvider['provideCodeActions'];

function quickFixes(analyses: Analyses): Provide {
  return async (text, range, context) => {
    const found = notebookOf(text);
    const asked = context.diagnostics.filter((each) => each.source === SOURCE);
    if (!found || asked.length === 0) return [];
    const analysis = await analyses.fresh(found.notebook);
    if (!analysis) return [];
    const here = analysis.findings.filter(
      (each) => each.at.cell === found.cell.index && rangeIn(analysis.model, each.at).intersection(range),
    );
    const actions = (await Promise.all(here.map((finding) => actionsFor(analysis, finding, asked)))).flat();
    // Fixes first, then what hides the findings, then their pages.
    return [...actions].sort((a, b) => a.rank - b.rank).map((each) => each.action);
  };
}

interface Ranked {
  readonly rank: number;
  readonly action: vscode.CodeAction;
}

async function actionsFor(analysis: Analysis, finding: Finding, asked: readonly vscode.Diagnostic[]): Promise<readonly Ranked[]> {
  const { document, model, findings } = analysis;
  const diagnostics = asked.filter((each) => ruleOf(each) === finding.rule);
  const action = (rank: number, title: string, edit?: vscode.WorkspaceEdit, kind = vscode.CodeActionKind.QuickFix): Ranked => {
    const made = new vscode.CodeAction(title, kind);
    made.diagnostics = diagnostics;
    if (edit) made.edit = edit;
    return { rank, action: made };
  };
  const result: Ranked[] = [];
  const edit = finding.fix ? await toFixEdit(document, finding.fix.edits) : undefined;
  if (finding.fix && edit) {
    const fix = action(0, finding.fix.title, edit);
    fix.action.isPreferred = true;
    result.push(fix);
  }
  const tracking = trackingOf(analysis, finding);
  if (tracking) {
    const track = action(0, 'Track with DVC');
    track.action.command = tracking;
    result.push(track);
  }
  const safe = chooseFixes(findings, ['safe']);
  if (safe.length > 1) result.push(action(1, `Fix all ${safe.length} safe problems of this notebook`, allFixes(analysis)));
  const module = model.modules.find((each) => each.cell === finding.at.cell);
  if (module && finding.rule !== 'unused-suppression') {
    const ignore = `Ignore ${finding.rule}`;
    result.push(
      action(
        2,
        `${ignore} on this line`,
        toWorkspaceEdit(document, [suppressLine(module, finding.rule, finding.at)]),
        IGNORE.append('line'),
      ),
      action(3, `${ignore} in this cell`, toWorkspaceEdit(document, [suppressCell(module, finding.rule)]), IGNORE.append('cell')),
      action(4, `${ignore} in this notebook`, suppressNotebook(document, finding.rule), IGNORE.append('notebook')),
    );
  }
  const page = action(5, `Why this matters: ${finding.rule}`);
  page.action.command = { command: 'nbship.openRule', title: 'Open the page of the rule', arguments: [finding.rule] };
  return [...result, page];
}

/** `dvc add` for data that nothing keeps, where DVC is set up in the repository or installed in the interpreter. */
function trackingOf({ document, model: { ports } }: Analysis, { rule, data }: Finding): vscode.Command | undefined {
  const hasDvc = ports.versioning?.usesDvc === true || ports.installed?.versions.has('dvc') === true;
  if (rule !== 'unversioned-data' || !hasDvc) return undefined;
  return { command: 'nbship.trackWithDvc', title: 'Track with DVC', arguments: [document.uri, data['paths']] };
}

/** All safe fixes that do not touch each other; those that are left come with the next round. */
function allFixes({ document, findings }: Analysis): vscode.WorkspaceEdit {
  return toWorkspaceEdit(
    document,
    chooseFixes(findings, ['safe']).flatMap((each) => each.fix?.edits ?? []),
  );
}

/** The notebook's metadata `{"nbship": {"ignore": ["rule"]}}`, which saves with it. */
export function suppressNotebook(document: vscode.NotebookDocument, rule: string): vscode.WorkspaceEdit {
  const metadata = metadataOf(document);
  const ours: unknown = metadata['nbship'];
  const { ignore, ...rest } = fieldsOf(ours);
  const before: readonly unknown[] = Array.isArray(ignore) ? ignore : [];
  const nbship = { ...rest, ignore: [...new Set([...before, rule])] };
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [vscode.NotebookEdit.updateNotebookMetadata({ ...document.metadata, metadata: { ...metadata, nbship } })]);
  return edit;
}

function fixAllAction(analyses: Analyses): Provide {
  return async (text, _range, context) => {
    const found = notebookOf(text);
    if (!found || (context.only && !context.only.intersects(FIX_ALL))) return [];
    const analysis = await analyses.fresh(found.notebook);
    if (!analysis || chooseFixes(analysis.findings, ['safe']).length === 0) return [];
    const action = new vscode.CodeAction('Fix all safe problems', FIX_ALL);
    action.edit = allFixes(analysis);
    return [action];
  };
}

/** `nbship.fixAll`: fixes until nothing safe is left, and says what was done. */
export async function fixAll(analyses: Analyses, document: vscode.NotebookDocument): Promise<number> {
  let fixed = 0;
  // A fix may uncover another; three rounds are more than any notebook has needed.
  for (let round = 0; round < 3; round++) {
    const analysis = await analyses.fresh(document);
    const chosen = analysis ? chooseFixes(analysis.findings, ['safe']) : [];
    if (!analysis || chosen.length === 0) break;
    if (!(await vscode.workspace.applyEdit(allFixes(analysis)))) break;
    fixed += chosen.length;
  }
  return fixed;
}
