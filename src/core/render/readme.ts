// Renders README.md: what the project is, how to train, and how it came from the notebook.

import type { Dropped, Plan, Stage } from '../plan/plan.ts';
import type { Extra, RenderFacts } from './facts.ts';
import { fileName } from './pyproject.ts';
import type { Section } from './sections.ts';
import { valueText } from './yaml.ts';

export function renderReadme(plan: Plan, facts: RenderFacts, sections: readonly Section[]): string {
  const parts = [
    `# ${plan.package}\n\nTrains what the notebook \`${facts.notebookFile}\` trains, from the same data, with the versions of the environment that ran it.`,
    repairs(facts),
    commands(plan),
    stages(plan),
    metrics(plan),
    configuration(sections),
    tracking(facts),
    reproducibility(facts),
    predicting(plan),
    extras(plan, facts),
    dropped(plan),
  ];
  return `${parts.filter((each) => each !== '').join('\n\n')}\n`;
}

function repairs(facts: RenderFacts): string {
  if (facts.repairs.length === 0) return '';
  const list = facts.repairs.map((each) => `- ${each.title} (\`${each.rule}\`)`).join('\n');
  return `## Repairs\n\nThe notebook in this project is a copy that was repaired before it was exported:\n\n${list}`;
}

function commands(plan: Plan): string {
  return `## Train

\`\`\`sh
pip install -r requirements.txt                  # or: uv sync
python train.py --config configs/v1.yaml
python train.py --config configs/v1.yaml --set runtime.seed=1
python -m pytest                                 # needs pytest; uv sync installs it
\`\`\`

A training writes \`reports/metrics.json\`, \`reports/run.json\` (everything the run came from) and \`models/\`. The pipeline is told in \`${plan.package}/pipeline.py\`.`;
}

function stages(plan: Plan): string {
  if (plan.stages.length === 0) return '';
  const row = (stage: Stage): string =>
    `| \`${plan.package}/${stage.kind}.py\` | \`${stage.name}\` | ${[...new Set(stage.statements.map((each) => each.cell + 1))].sort((a, b) => a - b).join(', ')} | ${names(stage.inputs)} | ${names(stage.outputs)} |`;
  const functions = plan.functions.length > 0 ? `\n\nFunctions and classes of the notebook are in \`${plan.package}/functions.py\`.` : '';
  return `## Stages\n\n| file | function | notebook cells | takes | gives |\n|---|---|---|---|---|\n${plan.stages.map(row).join('\n')}${functions}`;
}

function names(ports: Stage['inputs']): string {
  return ports.map((each) => `\`${each.name}\``).join(', ') || '-';
}

function metrics(plan: Plan): string {
  if (plan.metrics.length === 0) return '';
  const better = { higher: 'higher is better', lower: 'lower is better', unknown: '' } as const;
  const line = (each: Plan['metrics'][number]): string =>
    `- \`${each.name}\` (${[`cell ${each.cell + 1}`, better[each.direction]].filter((one) => one !== '').join(', ')})`;
  return `## Metrics\n\n${plan.metrics.map(line).join('\n')}`;
}

function configuration(sections: readonly Section[]): string {
  const rows = sections.flatMap((section) =>
    section.fields.map((each) => `| \`${section.name}.${each.name}\` | \`${cell(valueText(each.value))}\` | ${each.comment} |`),
  );
  return `## Configuration\n\n\`configs/v1.yaml\` has the values of the notebook. An unknown key is refused, and so is a value of another type.\n\n| key | value | from |\n|---|---|---|\n${rows.join('\n')}`;
}

function tracking(facts: RenderFacts): string {
  if (facts.tracking === 'jsonl')
    return '## Runs\n\nMLflow cannot be installed beside the versions of this notebook, so each run is a file of JSON lines in `runs/`.';
  return `## Runs

Each training is a run in MLflow: parameters, metrics, data with its sha256, git commit, configuration, lockfile, models. The store is \`mlflow.db\` beside train.py, or what the environment variable \`MLFLOW_TRACKING_URI\` names. To look at it, without installing more into this project:

\`\`\`sh
uvx --from "mlflow>=3.7,<4" mlflow ui --backend-store-uri sqlite:///mlflow.db
\`\`\`

Runs remember absolute paths: a copied folder's runs point at the old place.`;
}

function reproducibility(facts: RenderFacts): string {
  return `## The same model again

With the same lockfile, the same kind of processor and the same number of threads (\`runtime.threads\`), two trainings give the same numbers to the last bit; \`tests/test_reproducible.py\` trains twice and compares. On other machines the last digits may differ. Python is ${facts.pythonVersion.split('.').slice(0, 2).join('.')}; \`data/manifest.json\` holds the sha256 of every data file, and training stops where one differs.

When this project was written it had not been compared with the notebook. \`nbship verify .\` runs both and compares every value that flows between the stages, every metric and every prediction; it writes \`verification.json\`.`;
}

function predicting(plan: Plan): string {
  if (plan.models.length === 0) return '';
  return `## Predict

\`\`\`sh
python -m ${plan.package}.predict --data rows.csv --out predictions.csv
\`\`\`

${predictionNote(plan)}`;
}

/** What a row must be, and what of the preparation a saved model does not have in it. */
function predictionNote(plan: Plan): string {
  const joined = plan.joined.map(
    (each) =>
      `\`models/${each.name}.joblib\` is ${each.steps.map((one) => `\`${one}\``).join(' and ')} in one, from the columns of \`${each.features}\` to predictions`,
  );
  const skew = 'What the stages above do to the raw data before that is not part of a saved model.';
  if (joined.length === 0) return `\`rows.csv\` has the features as the model was fitted on them. ${skew}`;
  return `${joined.join('; ')}. \`rows.csv\` has these columns. ${skew}`;
}

/** How to use what was asked for beside the training. */
function extras(plan: Plan, facts: RenderFacts): string {
  const name = plan.package;
  const says: Readonly<Record<Extra, string>> = {
    service: `The model over HTTP: \`python -m ${name}.serve\`, then \`POST /predict\` with \`{"instances": [{...}]}\`; \`/schema\` says what a row must be, \`/version\` what is served.`,
    docker: '`make image` builds the image; it holds what `models/` holds when it is built.',
    ci: 'The workflow in `.github/` installs the lock, checks and tests.',
    'pre-commit': '`pre-commit install` checks code and notebooks at every commit.',
    dvc: `The data are DVC's: \`dvc pull\` brings them, \`dvc repro\` trains where something changed, \`make tag-data\` names their version.${facts.dvcRemote === undefined ? ' Name a remote first: `dvc remote add --default storage URL`, then `dvc push`.' : ''}`,
    drift: `\`python -m ${name}.drift --data new.csv\` compares new rows with those of the training, column by column.`,
    registry: `\`python -m ${name}.registry register NAME\` makes a version as \`dev\`; \`promote NAME dev staging\` and \`rollback NAME production\` move the names of environments.`,
    sweep: `\`python -m ${name}.sweep configs/sweep.yaml\` trains every combination, side by side with Ray (\`uv sync --group sweep\`), on the cluster that RAY_ADDRESS names.`,
    kubernetes: '`deploy/sweep-job.yaml` runs the same sweep, a pod for each combination.',
    conda: '`conda env create -f environment.yml` makes the same environment.',
    poetry: '`poetry install` reads the same pyproject.toml.',
  };
  if (facts.extras.length === 0) return '';
  return `## More\n\n${facts.extras.map((each) => `- ${says[each]}`).join('\n')}`;
}

function dropped(plan: Plan): string {
  if (plan.dropped.length === 0) return '';
  const byReason = new Map<string, Dropped[]>();
  for (const each of plan.dropped) byReason.set(each.why, [...(byReason.get(each.why) ?? []), each]);
  const part = ([why, list]: readonly [string, readonly Dropped[]]): string =>
    `- ${why}: ${[...new Set(list.map((each) => `cell ${each.cell + 1}`))].join(', ')} (${list.length} ${list.length === 1 ? 'statement' : 'statements'}), e.g. \`\`${short(list[0]?.source ?? '')}\`\``;
  return `## Not taken from ${fileName(plan.notebook)}\n\nEvery statement is listed in \`export_report.json\`.\n\n${[...byReason].map(part).join('\n')}`;
}

function short(source: string): string {
  const [first = ''] = source.split('\n');
  const text = first.length > 70 ? `${first.slice(0, 70)}...` : first;
  // A backtick at either end would join the fence.
  return text.startsWith('`') || text.endsWith('`') ? ` ${text} ` : text;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('`', "'");
}
