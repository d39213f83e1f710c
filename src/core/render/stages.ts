// Renders the modules with the notebook's own code: one per kind of stage, and functions.py.

import type { GeneratedFile, Kept, Plan, Port, Stage, StageKind } from '../plan/plan.ts';
import { applyReplacements } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { annotationsOf, type Annotations } from './annotations.ts';
import { importBlock, wrapped } from './code.ts';
import { indented } from './indented.ts';

const KINDS: readonly StageKind[] = ['data', 'features', 'model', 'evaluate', 'figures'];

const SAYS: Readonly<Record<StageKind, string>> = {
  data: 'Loading and splitting the data.',
  features: 'Preparing the data for the model.',
  model: 'Fitting the models.',
  evaluate: 'Measuring how good the models are.',
  figures: 'Drawing figures.',
};

/** `<package>/data.py`, `features.py`, `model.py`, ... as far as there are stages of that kind, and `functions.py`. */
export function renderStages(plan: Plan): readonly GeneratedFile[] {
  const files: GeneratedFile[] = [];
  for (const kind of KINDS) {
    const stages = plan.stages.filter((each) => each.kind === kind);
    if (stages.length > 0) files.push({ path: `${plan.package}/${kind}.py`, text: moduleOf(plan, kind, stages) });
  }
  if (plan.functions.length > 0) files.push({ path: `${plan.package}/functions.py`, text: functionsOf(plan) });
  return files;
}

function moduleOf(plan: Plan, kind: StageKind, stages: readonly Stage[]): string {
  const types = annotationsOf(plan);
  const functions = stages.map((stage) => stageFunction(plan, stage, types));
  const lines = new Set(stages.flatMap((each) => each.imports));
  for (const port of stages.flatMap((each) => [...each.inputs, ...annotatedOutputs(each, types)])) {
    const line = types.importOf(port.type);
    if (line !== undefined) lines.add(line);
  }
  const names = [...new Set(stages.flatMap((each) => each.functions))].sort();
  if (names.length > 0) lines.add(`from .functions import ${names.join(', ')}`);
  if (stages.some((each) => each.parameters.length > 0)) lines.add(types.configImport);
  if (stages.some((each) => each.records)) lines.add(types.trackerImport);
  const parts = functions.map((each) => `${each.signature}\n${each.body}\n`);
  return `${[`"""${SAYS[kind]}"""`, importBlock(lines)].filter((each) => each !== '').join('\n\n')}\n\n\n${parts.join('\n\n')}`;
}

interface StageFunction {
  readonly signature: string;
  readonly body: string;
}

function stageFunction(plan: Plan, stage: Stage, types: Annotations): StageFunction {
  const { names } = plan;
  const parameters = [
    ...(stage.parameters.length > 0 ? [`${names.config}: ${types.config}`] : []),
    ...(stage.records ? [`${names.tracker}: ${types.tracker}`] : []),
    ...stage.inputs.map((each) => parameterOf(each, types)),
  ];
  const returns = returnType(stage.outputs, types);
  const signature = wrapped(`def ${stage.name}(`, parameters, `)${returns === undefined ? '' : ` -> ${returns}`}:`);
  const outputs = stage.outputs.map((each) => each.name);
  const body = [
    ...(stage.prelude ?? []),
    ...stage.statements.map((each) => statementText(plan, each)),
    ...(outputs.length > 0 ? [`return ${outputs.join(', ')}`] : []),
  ];
  return { signature, body: `${docOf(stage)}\n${indented(body.join('\n'), '    ')}`.trimEnd() };
}

function parameterOf(port: Port, types: Annotations): string {
  const type = types.of(port.type);
  return type === undefined ? port.name : `${port.name}: ${type}`;
}

/** The outputs whose classes stand in the signature: all or none. */
function annotatedOutputs(stage: Stage, types: Annotations): readonly Port[] {
  return returnType(stage.outputs, types) === undefined ? [] : stage.outputs;
}

/** Nothing where one of several is not known. */
function returnType(outputs: readonly Port[], types: Annotations): string | undefined {
  if (outputs.length === 0) return 'None';
  const known = outputs.map((each) => types.of(each.type)).filter((each) => each !== undefined);
  if (known.length < outputs.length) return undefined;
  return known.length === 1 ? known[0] : `tuple[${known.join(', ')}]`;
}

function docOf(stage: Stage): string {
  const from = cellsOf(stage.statements);
  const title = stage.title
    ?.replace(/[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}/g, '')
    .replace(/\\/g, '\\\\')
    .replace(/"/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[\s.:]+$/, '')
    .trim();
  return title ? `    """${title}.\n\n    From ${from} of the notebook.\n    """` : `    """From ${from} of the notebook."""`;
}

/** `cell 3`, `cells 3-5`, `cells 3, 5 and 7`, counted from 1. */
function cellsOf(statements: readonly Kept[]): string {
  const cells = [...new Set(statements.map((each) => each.cell + 1))].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const each of cells) {
    const last = runs.at(-1);
    if (last && last[1] === each - 1) last[1] = each;
    else runs.push([each, each]);
  }
  const parts = runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  if (cells.length === 1) return `cell ${parts[0]}`;
  return `cells ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]}`;
}

/** The slice of the user's source with its edits and comments, and the lines behind it. */
export function statementText(plan: Plan, kept: Kept): string {
  const source = plan.sources.get(kept.cell) ?? '';
  const { above, behind } = commentsOf(source, kept.span);
  const shift = kept.span.start;
  const edits = kept.edits.map((each) => ({ start: each.span.start - shift, end: each.span.end - shift, text: each.text }));
  const text = applyReplacements(source.slice(kept.span.start, kept.span.end), edits);
  return [...above, text + behind, ...kept.after].join('\n');
}

/** Comment lines right above a statement, and the comment behind it on its last line. */
function commentsOf(source: string, span: Span): { readonly above: readonly string[]; readonly behind: string } {
  const before = source.slice(0, span.start).split('\n');
  // Something else stands before it on its line.
  if (before.pop() !== '') return { above: [], behind: '' };
  const first = before.findLastIndex((line) => !/^[ \t]*#/.test(line)) + 1;
  const above = before.slice(first).filter((line) => !isCode(line));
  const behind = /^[ \t]*(#[^\n]*)?(?=\n|$)/.exec(source.slice(span.end))?.[1];
  return { above: above.map((line) => line.trim()), behind: behind === undefined ? '' : `  ${behind}` };
}

/** A statement that was commented out, or a cell marker, says nothing of the code below it. */
function isCode(line: string): boolean {
  const text = line.replace(/^[ \t]*#+[ \t]?/, '');
  return (
    /^(%|!)/.test(text) ||
    /^\s*(import |from \w+ import |return\b|print\(|[\w.[\]'"]+\s*[-+*/]?=[^=]|[\w.]+\(.*\)\s*$|[)\]}]+,?\s*$)/.test(text)
  );
}

function functionsOf(plan: Plan): string {
  const block = importBlock(plan.imports);
  const parts = plan.functions.map((each) => `${statementText(plan, each)}\n`);
  return `${['"""Functions and classes of the notebook."""', ...(block === '' ? [] : [block])].join('\n\n')}\n\n\n${parts.join('\n\n')}`;
}
