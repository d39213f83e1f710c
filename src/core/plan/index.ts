// Plans the export of a notebook: what is kept and why, in which stages, with which parameters, metrics and models.

import type { StmtNode } from '../python/ast.ts';
import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { Model } from '../semantics/model.ts';
import { applyReplacements } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { contextOf, isFit, type Context } from './context.ts';
import { environmentSteps } from './environment.ts';
import { draws, drawingsOf, pyplotOf } from './figures.ts';
import { looseFiles, strandedReads } from './files.ts';
import { installsOf } from './installs.ts';
import { joinedOf } from './joined.ts';
import { definitionOf, movedOf, namesNeeded, type Moved } from './functions.ts';
import { importedBy, ImportLines, importNode, sortedLines } from './imports.ts';
import { Metrics, type Recording, type RecordingEdit } from './metrics.ts';
import { modelsOf } from './models.ts';
import { constantSteps, Lifting } from './parameters.ts';
import type { Dropped, Kept, Metric, Plan, PlanResult, Refusal, SourceEdit, Stage } from './plan.ts';
import { portsOf } from './ports.ts';
import { failuresOf, unmovable } from './refuse.ts';
import { dropReason, rootsOf, sliceOf } from './slice.ts';
import { groupSteps, headingsOf, StageNames, type Group } from './stages.ts';

export interface PlanOptions {
  /** Whether figures are kept, and saved by every training. */
  readonly figures: boolean;
}

/** The plan of an export, or why there can be none. */
export function planExport(model: Model, options: PlanOptions = { figures: false }): PlanResult {
  const context = contextOf(model);
  const failures = failuresOf(context);
  if (failures.length > 0) return { kind: 'refused', refusals: failures };
  const roots = rootsOf(context);
  if (roots.size === 0)
    return {
      kind: 'refused',
      refusals: [
        {
          cell: 0,
          span: { start: 0, end: 0 },
          message: 'nothing to export: no model is fitted, no metric is computed, and no file is written',
        },
      ],
    };
  if (options.figures)
    for (const step of context.steps)
      if (step.item.kind === 'statement' && draws(context, step.index) && !roots.has(step.index)) roots.set(step.index, 'draws a figure');
  const environment = environmentSteps(context);
  for (const step of environment) roots.set(step, 'sets an environment variable');
  const kept = sliceOf(context, roots, options.figures);
  const stuck = unmovable(context, kept.keys());
  if (stuck.length > 0) return { kind: 'refused', refusals: stuck };
  const planner = new Planner(context, kept, environment, options);
  const plan = planner.plan();
  const stranded = [...planner.stranded(), ...nothingLeft(context, roots, plan)];
  return stranded.length > 0 ? { kind: 'refused', refusals: stranded } : { kind: 'plan', plan };
}

/** A model that a function or a callback keeps to itself, with no number beside it, leaves nothing that could be saved or compared. */
function nothingLeft(context: Context, roots: ReadonlyMap<number, string>, plan: Plan): readonly Refusal[] {
  const [step] = roots.keys();
  const found = step === undefined ? undefined : context.steps[step];
  const taken = new Set(plan.stages.flatMap((each) => each.inputs.map((port) => port.name)));
  const values = plan.stages.some((each) => each.outputs.some((port) => !taken.has(port.name)));
  const writes = [...roots.values()].some((each) => each.startsWith('writes '));
  const leaves = plan.models.length > 0 || plan.metrics.length > 0 || values || writes;
  if (leaves || !found) return [];
  const message =
    'what is trained here is left in no variable, and no metric or file comes of it: bind the fitted model to a variable, or return it';
  return [{ cell: found.cell, span: found.at.span, message }];
}

type StageBody = Pick<Stage, 'statements' | 'parameters' | 'imports' | 'functions' | 'records'>;

class Planner {
  readonly #context: Context;
  readonly #kept: ReadonlyMap<number, string>;
  readonly #imports: ImportLines;
  readonly #constants: ReadonlySet<number>;
  readonly #moved: Moved;
  readonly #environment: ReadonlySet<number>;
  readonly #lifting: Lifting;
  readonly #names: Plan['names'];
  /** Statements as they will stand in their stage, by step. */
  readonly #texts = new Map<number, string>();
  readonly #options: PlanOptions;
  readonly #pyplot: ReturnType<typeof pyplotOf>;
  #recorded: ReadonlyMap<number, Recording> = new Map();

  constructor(context: Context, kept: ReadonlyMap<number, string>, environment: ReadonlySet<number>, options: PlanOptions) {
    this.#context = context;
    this.#options = options;
    this.#kept = kept;
    this.#imports = new ImportLines(context);
    this.#pyplot = pyplotOf(context, this.#imports);
    const literals = constantSteps(context, kept);
    this.#moved = movedOf(context, kept, this.#imports, literals);
    this.#constants = new Set([...literals].filter((each) => !this.#moved.constants.has(each)));
    this.#environment = environment;
    this.#lifting = new Lifting(context);
    this.#names = { config: free('config', context.names), tracker: free('tracker', context.names) };
  }

  plan(): Plan {
    const context = this.#context;
    const body = [...this.#kept.keys()].filter(
      (step) =>
        !this.#isShared(step) &&
        !this.#moved.functions.has(step) &&
        !this.#moved.constants.has(step) &&
        !this.#constants.has(step) &&
        !this.#environment.has(step) &&
        isStatement(context, step),
    );
    const recordings = this.#recordings(body);
    this.#recorded = recordings;
    for (const step of [...this.#constants, ...body])
      this.#lifting.lift(step, { constants: this.#constants, variable: variableOf(context.statementOf(step)) });
    const groups = groupSteps(context, body, this.#together(body));
    const models = modelsOf(context, groups);
    const joined = joinedOf(context, models);
    const shared = new Set([
      ...this.#constants,
      ...this.#moved.functions,
      ...this.#moved.constants,
      ...context.steps.filter((each) => this.#isShared(each.index)).map((each) => each.index),
    ]);
    const wanted = new Set(
      models
        .filter((each) => each.group === undefined)
        .flatMap((each) => [each.name, ...(each.features === undefined ? [] : [each.features])])
        .concat(joined.map((each) => each.features)),
    );
    const ports = portsOf(context, groups, shared, wanted, models, recordings);
    const headings = headingsOf(context.model.notebook.cells);
    const names = new StageNames(context);
    const used = new Set<string>();
    const stages = groups.map((group, at): Stage => {
      const title = headingOf(context, group, headings, used);
      return {
        name: names.nameOf(group, title),
        kind: group.kind,
        title,
        inputs: ports[at]?.inputs ?? [],
        outputs: ports[at]?.outputs ?? [],
        ...this.#shadowed(group, this.#body(group, recordings), ports[at]?.inputs.map((port) => port.name) ?? []),
      };
    });
    return this.#whole(
      stages,
      models,
      joined,
      groups,
      [...recordings.values()].flatMap((each) => each.metrics),
    );
  }

  /** Files that are read from places where the project cannot have them; known once the plan is made. */
  stranded(): readonly Refusal[] {
    return strandedReads(this.#context, this.#kept.keys(), this.#lifting.lifted);
  }

  #whole(
    stages: readonly Stage[],
    models: ReturnType<typeof modelsOf>,
    joined: Plan['joined'],
    groups: readonly Group[],
    metrics: readonly Metric[],
  ): Plan {
    const context = this.#context;
    const standing = new Set(stages.flatMap((stage) => stage.statements.map((each) => each.step)));
    const files = this.#lifting.lifted.flatMap((each) => (each.file ? [each.file] : []));
    const functions = [...this.#moved.constants, ...this.#moved.functions].sort((a, b) => a - b);
    const importLines = functions.flatMap((step) => this.#importsOf(step));
    const stageOf = (name: string): string =>
      stages[groups.findLastIndex((group) => group.steps.some((step) => context.flows[step]?.bound.has(name)))]?.name ?? '';
    const dependencies = this.#dependencies();
    return {
      notebook: context.model.notebook.path,
      package: packageName(context.model.notebook.path),
      stages,
      functions: functions.map((step) => this.#keptOf(step, new Map())),
      imports: sortedLines(importLines),
      parameters: unique(this.#lifting.lifted.filter((each) => standing.has(each.step)).map((each) => each.parameter)),
      metrics,
      models: models.map(({ group, ...each }) => ({
        ...each,
        stage: group === undefined ? stageOf(each.name) : (stages[group]?.name ?? ''),
      })),
      joined,
      data: [
        ...files.filter((each, at) => files.findIndex((other) => other.path === each.path) === at),
        ...looseFiles(context, this.#kept.keys(), this.#lifting.lifted),
      ],
      environment: [
        // Figures are drawn into files.
        ...(this.#options.figures ? ['os.environ.setdefault("MPLBACKEND", "Agg")'] : []),
        ...[...this.#environment].map((step) => {
          const statement = context.statementOf(step);
          return statement ? context.sourceOf(step, statement) : '';
        }),
      ],
      dependencies,
      installs: installsOf(context),
      notebookDependencies: [...new Set(context.model.imports.filter((each) => each.level === 0).map((each) => each.root))]
        .filter((each) => each !== '' && !dependencies.includes(each))
        .sort(),
      dropped: this.#dropped(),
      seed: this.#seed(),
      names: this.#names,
      sources: new Map(context.model.modules.map((each) => [each.cell, each.source])),
    };
  }

  /** An import that each module can have for itself, since its names are never anything else. */
  #isShared(step: number): boolean {
    return (
      importNode(this.#context, step) !== undefined && !importedBy(this.#context, step).some((each) => this.#imports.isRebound(each.name))
    );
  }

  #recordings(body: readonly number[]): ReadonlyMap<number, Recording> {
    const metrics = new Metrics(this.#context, this.#names.tracker);
    const recordings = new Map<number, Recording>();
    for (const step of body) {
      const recording = metrics.record(step);
      if (recording) recordings.set(step, recording);
    }
    if (!this.#options.figures) return recordings;
    for (const [step, drawing] of drawingsOf(this.#context, body, this.#names.tracker, this.#pyplot.name)) {
      const known = recordings.get(step);
      const after = [...(known?.after ?? []), ...drawing.after];
      recordings.set(step, { edits: [...(known?.edits ?? []), ...drawing.edits], after, metrics: known?.metrics ?? [] });
    }
    return recordings;
  }

  /** Definitions that stay in place share their stage with all that use them; so does what is suspended. */
  #together(body: readonly number[]): readonly (readonly [number, number])[] {
    const context = this.#context;
    const pairs: (readonly [number, number])[] = [];
    for (const step of body) {
      const lazy =
        definitionOf(context, step) !== undefined ||
        [...(context.flows[step]?.bound.values() ?? [])].some((value) => value.things.some((each) => LAZY.has(each.type)));
      if (!lazy) continue;
      const users = body.filter((other) => other > step && context.flows[other]?.reads.some((read) => read.providers.includes(step)));
      const last = users.at(-1);
      if (last !== undefined) pairs.push([step, last]);
    }
    return pairs;
  }

  #body(group: Group, recordings: ReadonlyMap<number, Recording>): StageBody {
    const constants = [...this.#constants].filter((constant) =>
      group.steps.some(
        (step) =>
          this.#context.flows[step]?.reads.some((read) => read.providers.includes(constant)) === true &&
          this.#readsConstant(group, constant),
      ),
    );
    const steps = [...constants.sort((a, b) => a - b), ...group.steps];
    const statements = steps.map((step) => this.#keptOf(step, recordings));
    const lifted = this.#lifting.lifted.filter((each) => steps.includes(each.step));
    return {
      statements,
      parameters: [...new Set(lifted.map((each) => each.parameter.key.split('.')[0] ?? ''))],
      imports: sortedLines([...steps.flatMap((step) => this.#importsOf(step)), ...this.#effects(), ...this.#pyplotOf(steps, recordings)]),
      functions: this.#functionsUsed(steps),
      records: steps.some((step) => recordings.has(step)),
    };
  }

  /** Whether a constant's name still stands in a stage: a path that was made of it may stand in the config as a whole. */
  #readsConstant(group: Group, constant: number): boolean {
    return [...(this.#context.flows[constant]?.bound.keys() ?? [])].some((name) => group.steps.some((step) => this.#mentions(step, name)));
  }

  /** `svm = svm.SVC()` makes `svm` local before it is read: such a name is imported inside the function. */
  #shadowed(group: Group, body: StageBody, inputs: readonly string[]): StageBody & Pick<Stage, 'prelude'> {
    const prelude: string[] = [];
    let { imports, functions } = body;
    const locals = new Set(group.steps.flatMap((step) => [...(this.#context.flows[step]?.bound.keys() ?? [])]));
    for (const name of locals) {
      if (inputs.includes(name)) continue;
      const line = imports.find((each) => importsName(each, name));
      if (line !== undefined) {
        prelude.push(line);
        imports = imports.filter((each) => each !== line);
      } else if (functions.includes(name)) {
        prelude.push(`from .functions import ${name}`);
        functions = functions.filter((each) => each !== name);
      } else if (BUILTIN_NAMES.has(name) && this.#readsBuiltin(group, name)) {
        prelude.push(`${name} = builtins.${name}`);
        imports = sortedLines([...imports, 'import builtins']);
      }
    }
    return { ...body, imports, functions, prelude };
  }

  /** Whether a name is mentioned before, or in, the statement that first binds it, beside its target. */
  #readsBuiltin(group: Group, name: string): boolean {
    const first = group.steps.findIndex((step) => this.#context.flows[step]?.bound.has(name));
    const text = group.steps
      .slice(0, first + 1)
      .map((step) => this.#textOf(step))
      .join('\n');
    return [...text.matchAll(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'gu'))].length > 1;
  }

  #keptOf(step: number, recordings: ReadonlyMap<number, Recording>): Kept {
    const context = this.#context;
    const cell = context.steps[step]?.cell ?? 0;
    const module = context.moduleOf(cell);
    const node = context.statementOf(step);
    const span = node ? module.spanOf(node) : { start: 0, end: 0 };
    const recording = recordings.get(step);
    const lifted = this.#lifting.lifted.filter((each) => each.step === step);
    const config: SourceEdit[] = [
      ...lifted.map((each) => ({ span: each.span, text: `${this.#names.config}.${each.parameter.key}` })),
      ...(this.#moved.edits.get(step) ?? []),
    ];
    const edits = (recording?.edits ?? []).map((each) => ({ span: each.span, text: textOf(each.parts, config, module.source) }));
    const apart = config.filter((each) => !edits.some((other) => other.span.start <= each.span.start && each.span.end <= other.span.end));
    return {
      step,
      cell,
      span,
      edits: [...apart, ...edits, ...nonlocalEdits(context, step, span), ...mainEdits(module.source, span)],
      after: recording?.after ?? [],
      reason: this.#kept.get(step) ?? 'a constant',
    };
  }

  /** Import lines for the names that a step reads, in the functions it calls too where these stay in place. */
  #importsOf(step: number): readonly string[] {
    const context = this.#context;
    const lines: string[] = [];
    for (const read of context.flows[step]?.reads ?? []) {
      if (!read.location.startsWith('name:')) continue;
      const name = read.location.slice('name:'.length);
      const imported = this.#imports.isRebound(name) ? undefined : this.#imports.of(name, read.providers);
      if (imported && this.#mentions(step, name)) lines.push(imported.line);
    }
    const node = definitionOf(context, step);
    for (const name of node ? namesNeeded(node) : []) {
      const line = this.#imports.lastOf(name)?.line;
      if (line !== undefined && !this.#imports.isRebound(name)) lines.push(line);
    }
    return lines;
  }

  /** Whether the step's own text has the name once it is edited; a name read inside a called function is that function's business. */
  #mentions(step: number, name: string): boolean {
    return (
      this.#context.statementOf(step) !== undefined &&
      new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'u').test(this.#texts.get(step) ?? this.#textOf(step))
    );
  }

  #textOf(step: number): string {
    const kept = this.#keptOf(step, this.#recorded);
    const source = this.#context.moduleOf(kept.cell).source.slice(kept.span.start, kept.span.end);
    const edits = kept.edits.map((each) => ({
      start: each.span.start - kept.span.start,
      end: each.span.end - kept.span.start,
      text: each.text,
    }));
    const text = [applyReplacements(source, edits), ...kept.after].join('\n');
    this.#texts.set(step, text);
    return text;
  }

  #pyplotOf(steps: readonly number[], recordings: ReadonlyMap<number, Recording>): readonly string[] {
    const saves = steps.some((step) => recordings.has(step) && draws(this.#context, step));
    return this.#options.figures && saves ? [this.#pyplot.line] : [];
  }

  /** Kept imports that are there for their effect, e.g. sklearn.experimental. */
  #effects(): readonly string[] {
    const context = this.#context;
    return [...this.#kept.keys()]
      .filter((step) => importNode(context, step) && context.flows[step]?.writes.some((each) => each.location.startsWith('settings:')))
      .flatMap((step) => importedBy(context, step).map((each) => `${each.line}  # noqa: F401`));
  }

  #functionsUsed(steps: readonly number[]): readonly string[] {
    const context = this.#context;
    const names = [
      ...[...this.#moved.functions].map((step) => definitionOf(context, step)?.name ?? ''),
      ...[...this.#moved.constants].flatMap((step) => [...(context.flows[step]?.bound.keys() ?? [])]),
    ];
    return names.filter((name) => steps.some((step) => this.#mentions(step, name))).sort();
  }

  #dependencies(): readonly string[] {
    const context = this.#context;
    const roots = [...this.#kept.keys()].flatMap((step) => importedBy(context, step).map((each) => each.root));
    const inside = context.model.imports
      .filter((each) => [...this.#kept.keys()].some((step) => contains(context, step, each.at)) && each.level === 0)
      .map((each) => each.root);
    return [...new Set([...roots, ...inside])].filter((each) => each !== '' && !BUILTIN_NAMES.has(each)).sort();
  }

  #dropped(): readonly Dropped[] {
    const context = this.#context;
    return context.steps
      .filter((each) => !this.#kept.has(each.index))
      .map((each) => ({
        cell: each.cell,
        span: each.at.span,
        source: context.moduleOf(each.cell).source.slice(each.at.span.start, each.at.span.end),
        why: dropReason(context, each.index),
      }));
  }

  #seed(): number {
    for (const { parameter } of this.#lifting.lifted)
      if (
        /seed|random_state/i.test(parameter.key) &&
        typeof parameter.value === 'number' &&
        Number.isInteger(parameter.value) &&
        parameter.value >= 0
      )
        return parameter.value;
    return 0;
  }
}

/** Whether an import line binds a name: `import a.b as name`, `from m import name`. */
function importsName(line: string, name: string): boolean {
  const bound = /(?:^import|\bimport) (?:[\w.]+ as )?([\w.]+)/.exec(line)?.[1];
  return bound?.split('.')[0] === name;
}

const LAZY = new Set(['builtins.generator', 'builtins.function', 'functools.partial']);

function isStatement(context: Context, step: number): boolean {
  return context.statementOf(step) !== undefined;
}

function contains(context: Context, step: number, at: { readonly cell: number; readonly span: Span }): boolean {
  const found = context.steps[step];
  return found !== undefined && found.cell === at.cell && found.at.span.start <= at.span.start && at.span.end <= found.at.span.end;
}

function free(base: string, names: ReadonlySet<string>): string {
  for (const each of [base, `run_${base}`, `export_${base}`, `nbship_${base}`]) if (!names.has(each)) return each;
  return `nbship_${base}_`;
}

/** The one name an assignment binds; parameters of what it makes are kept under it. */
function variableOf(statement: StmtNode | undefined): string | undefined {
  const [target] = statement?.nodeType === 'Assign' ? statement.targets : [];
  return target?.nodeType === 'Name' && statement?.nodeType === 'Assign' && statement.value.nodeType === 'Call' ? target.id : undefined;
}

/** The text of a recording: parts of the source come with the config's edits inside them. */
function textOf(parts: RecordingEdit['parts'], config: readonly SourceEdit[], source: string): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const inside = config
        .filter((each) => part.start <= each.span.start && each.span.end <= part.end)
        .map((each) => ({ start: each.span.start - part.start, end: each.span.end - part.start, text: each.text }));
      return applyReplacements(source.slice(part.start, part.end), inside);
    })
    .join('');
}

/** In the notebook `__name__` is `__main__`; in a module it is not. */
function mainEdits(source: string, span: Span): readonly SourceEdit[] {
  const text = source.slice(span.start, span.end);
  return [...text.matchAll(/(?<=^[ \t]*(?:if|elif)[ \t]*\(?[ \t]*)__name__[ \t]*==[ \t]*(['"])__main__\1/gm)].map((match) => {
    const start = span.start + match.index;
    return { span: { start, end: start + match[0].length }, text: 'True' };
  });
}

/** A function that stays in place inside a stage names the stage's variables `nonlocal`. */
function nonlocalEdits(context: Context, step: number, span: Span): readonly SourceEdit[] {
  if (!definitionOf(context, step)) return [];
  const source = context.moduleOf(context.steps[step]?.cell ?? 0).source.slice(span.start, span.end);
  return [...source.matchAll(/^([ \t]+)global(?=[ \t])/gm)].map((match) => {
    const start = span.start + match.index + (match[1]?.length ?? 0);
    return { span: { start, end: start + 'global'.length }, text: 'nonlocal' };
  });
}

function headingOf(context: Context, group: Group, headings: ReadonlyMap<number, string>, used: Set<string>): string | undefined {
  const titles = group.steps.map((step) => headings.get(context.steps[step]?.cell ?? 0));
  const fit = group.steps.find((step) => context.callsOf(step).some(isFit));
  const candidates = [fit === undefined ? undefined : headings.get(context.steps[fit]?.cell ?? 0), ...titles];
  const title = candidates.find((each) => each !== undefined && !used.has(each));
  if (title !== undefined) used.add(title);
  return title;
}

function unique(parameters: Plan['parameters']): Plan['parameters'] {
  return parameters.filter((each, at) => parameters.findIndex((other) => other.key === each.key) === at);
}

function packageName(path: string): string {
  const stem = (path.split(/[\\/]/).at(-1) ?? 'notebook').replace(/\.(modern\.)?\w+$/, '');
  const name =
    stem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'notebook';
  const safe = /^\d/.test(name) ? `notebook_${name}` : name;
  return RESERVED.has(safe) ? `${safe}_pipeline` : safe;
}

/** Names that would hide a module the project uses. */
const RESERVED = new Set(
  'train test tests configs data models reports notebooks sklearn numpy pandas mlflow scipy joblib yaml pydantic random statistics string types code'.split(
    ' ',
  ),
);
