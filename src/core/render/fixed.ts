// The Makefile and .gitignore of a project, which hardly differ between projects.

import type { RenderFacts } from './facts.ts';

/** What training and tools write; the data are committed, since nothing else brings them to another machine. */
export const GITIGNORE = `.venv/
__pycache__/
.pytest_cache/
.ruff_cache/
models/
reports/
runs/
mlruns/
mlflow.db*
`;

export function makefile(facts: RenderFacts): string {
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
    ...(facts.tracking === 'mlflow'
      ? [['ui', ['uvx --from "mlflow>=3.7,<4" mlflow ui --backend-store-uri sqlite:///mlflow.db']] as const]
      : []),
  ];
  const rules = targets.map(([name, commands]) => `${name}:\n${commands.map((each) => `\t${each}\n`).join('')}`);
  return `.PHONY: ${targets.map(([name]) => name).join(' ')}\n\n${rules.join('\n')}`;
}
