// The Makefile and .gitignore of a project, which hardly differ between projects.

import type { Plan } from '../plan/plan.ts';
import type { Extra, RenderFacts } from './facts.ts';

/** What training and tools write; the data are committed, since nothing else brings them to another machine. */
const GITIGNORE = `.venv/
__pycache__/
.pytest_cache/
.ruff_cache/
models/
reports/
runs/
mlruns/
mlflow.db*
`;

export function gitignore(facts: RenderFacts): string {
  return facts.extras.includes('sweep') ? `${GITIGNORE}sweeps/\n` : GITIGNORE;
}

export function makefile(plan: Plan, facts: RenderFacts): string {
  const run = (module: string): string => `uv run --locked python -m ${plan.package}.${module}`;
  const has = (extra: Extra, name: string, ...lines: readonly string[]): readonly (readonly [string, readonly string[]])[] =>
    facts.extras.includes(extra) ? [[name, lines]] : [];
  const targets: readonly (readonly [string, readonly string[]])[] = [
    ['setup', ['uv sync --locked']],
    ['train', ['uv run --locked python train.py --config configs/v1.yaml']],
    ['test', ['uv run --locked python -m pytest']],
    ['check', ['uv run --locked ruff check .']],
    [
      'lock',
      [
        'uv lock',
        'uv export --quiet --format requirements.txt --no-emit-project --no-dev --no-header --no-annotate --output-file requirements.txt',
      ],
    ],
    ...has('dvc', 'data', 'uvx dvc pull'),
    ...has('dvc', 'push', 'uvx dvc push'),
    ...has('dvc', 'repro', 'uv run --locked --with dvc dvc repro'),
    ...has(
      'dvc',
      'tag-data',
      'git tag --annotate "data-$$(git hash-object data/manifest.json | cut -c1-12)" --message "Data of data/manifest.json"',
    ),
    ...has('service', 'serve', run('serve')),
    ...has('sweep', 'sweep', `uv run --locked --group sweep python -m ${plan.package}.sweep configs/sweep.yaml`),
    ...has('docker', 'image', `docker build --build-arg GIT_COMMIT=$$(git rev-parse HEAD) --tag ${plan.package.replaceAll('_', '-')} .`),
    ...(facts.tracking === 'mlflow'
      ? [['ui', ['uvx --from "mlflow>=3.7,<4" mlflow ui --backend-store-uri sqlite:///mlflow.db']] as const]
      : []),
  ];
  const rules = targets.map(([name, commands]) => `${name}:\n${commands.map((each) => `\t${each}\n`).join('')}`);
  return `.PHONY: ${targets.map(([name]) => name).join(' ')}\n\n${rules.join('\n')}`;
}
