// Renders pipeline.py: the notebook's story, one call a stage.

import type { GeneratedFile, JoinedModel, Plan, Stage, TrainedModel } from '../plan/plan.ts';
import { annotationsOf } from './annotations.ts';
import { importBlock, wrapped } from './code.ts';

/** `<package>/pipeline.py` with `run(config, tracker) -> Result`. */
export function renderPipeline(plan: Plan): GeneratedFile {
  const types = annotationsOf(plan);
  const { config, tracker } = plan.names;
  const lines = new Set([types.configImport, types.trackerImport.replace('import ', 'import Result, ')]);
  for (const stage of plan.stages) lines.add(`from .${stage.kind} import ${stage.name}`);
  const body = [
    `"""Train as ${titleOf(plan.notebook)} does: one call a stage."""`,
    ...plan.stages.flatMap((stage, at) => [callOf(plan, stage, at), ...modelsAfter(plan, stage)]),
    ...plan.models.filter((each) => !isRebound(plan, each)).map((each) => recordOf(plan, each)),
    ...plan.joined.map((each) => joinedOf(plan, each)),
    resultOf(plan),
  ];
  const signature = `def run(${config}: ${types.config}, ${tracker}: ${types.tracker}) -> Result:`;
  const text = body
    .flatMap((each) => each.split('\n'))
    .map((each) => (each === '' ? '' : `    ${each}`))
    .join('\n');
  return {
    path: `${plan.package}/pipeline.py`,
    text: `"""The pipeline: what the notebook does, from the data to the numbers."""\n\n${importBlock(lines)}\n\n\n${signature}\n${text}\n`,
  };
}

function titleOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\\/g, '/').replace(/"/g, "'");
}

function callOf(plan: Plan, stage: Stage, at: number): string {
  const given = [
    ...(stage.parameters.length > 0 ? [plan.names.config] : []),
    ...(stage.records ? [plan.names.tracker] : []),
    ...stage.inputs.map((each) => each.name),
  ];
  const outputs = stage.outputs.map((each) => (isUsed(plan, each.name, at) ? each.name : '_'));
  const targets = outputs.every((each) => each === '_') ? '' : `${outputs.join(', ')} = `;
  return wrapped(`${targets}${stage.name}(`, given, ')');
}

/** Whether what a stage returns under a name is taken by a later stage, recorded or returned, before it is bound again. */
function isUsed(plan: Plan, name: string, at: number): boolean {
  for (const stage of plan.stages.slice(at + 1)) {
    if (stage.inputs.some((each) => each.name === name)) return true;
    if (stage.outputs.some((each) => each.name === name)) return isRecordedAt(plan, name, plan.stages[at]);
  }
  return (
    isRecordedAt(plan, name, plan.stages[at]) ||
    plan.models.some((each) => each.name === name || each.features === name) ||
    plan.joined.some((each) => each.features === name) ||
    finalValues(plan).includes(name)
  );
}

function isRecordedAt(plan: Plan, name: string, stage: Stage | undefined): boolean {
  return plan.models.some((each) => each.stage === stage?.name && (each.name === name || each.features === name));
}

/** A model whose name a later stage binds again is recorded right after its own stage. */
export function isRebound(plan: Plan, model: TrainedModel): boolean {
  if (model.recorded !== undefined) return true;
  const made = plan.stages.findIndex((each) => each.name === model.stage);
  return plan.models.some((each) => each.name === model.name && plan.stages.findIndex((stage) => stage.name === each.stage) > made);
}

/** The variable with the rows that a model is asked about when it is recorded, if stages have given it by then. */
export function featuresOf(plan: Plan, model: TrainedModel): string | undefined {
  if (model.features === undefined || !isRebound(plan, model)) return model.features;
  const made = plan.stages.findIndex((each) => each.name === model.stage);
  const given = plan.stages.slice(0, made + 1).some((each) => each.outputs.some((port) => port.name === model.features));
  return given ? model.features : undefined;
}

function modelsAfter(plan: Plan, stage: Stage): readonly string[] {
  return plan.models.filter((each) => each.stage === stage.name && isRebound(plan, each)).map((each) => recordOf(plan, each));
}

function recordOf(plan: Plan, model: TrainedModel): string {
  const features = featuresOf(plan, model);
  const given = [JSON.stringify(model.recorded ?? model.name), model.name, ...(features === undefined ? [] : [features])];
  return wrapped(`${plan.names.tracker}.model(`, given, ')');
}

function joinedOf(plan: Plan, { name, whole, steps, features }: JoinedModel): string {
  const list = `[${steps.map((each) => `(${JSON.stringify(each)}, ${each})`).join(', ')}]`;
  return wrapped(`${plan.names.tracker}.joined(`, [JSON.stringify(name), list, features, JSON.stringify(whole)], ')');
}

/** What no later stage takes and is no model: the last tables. */
function finalValues(plan: Plan): readonly string[] {
  const models = new Set(plan.models.map((each) => each.name));
  const values = new Set<string>();
  plan.stages.forEach((stage, at) => {
    const taken = new Set(plan.stages.slice(at + 1).flatMap((each) => each.inputs.map((port) => port.name)));
    for (const { name } of stage.outputs) if (!taken.has(name) && !models.has(name)) values.add(name);
  });
  return [...values];
}

function resultOf(plan: Plan): string {
  const entries = (names: readonly string[]): string => names.map((each) => `${JSON.stringify(each)}: ${each}`).join(', ');
  const models = [...new Set(plan.models.filter((each) => each.recorded === undefined).map((each) => each.name))];
  const values = finalValues(plan);
  const parts = [
    ...(models.length > 0 ? [`models={${entries(models)}}`] : []),
    ...(values.length > 0 ? [`values={${entries(values)}}`] : []),
  ];
  return wrapped('return Result(', parts, ')');
}
