// Renders pyproject.toml: an application at the versions of the environment that ran the notebook.

import type { Plan } from '../plan/plan.ts';
import { EXTRA_DEPENDENCIES } from './extras.ts';
import type { RenderFacts } from './facts.ts';

/** What the support code needs; floors and caps, because an unbounded name may lock a release of years ago. */
const SUPPORT = ['joblib>=1.3,<2', 'numpy>=1.22,<3', 'pandas>=1.4,<4', 'pydantic>=2.7,<3', 'pyyaml>=6,<7', 'threadpoolctl>=3.1,<4'];
/** MLflow's small half, and what its sqlite store, its scikit-learn models and its signatures need. */
const MLFLOW = ['alembic>=1.13,<2', 'mlflow-skinny>=3.7,<4', 'scipy>=1.8,<2', 'skops>=0.11,<1', 'sqlalchemy>=2,<3'];
const DEVELOPMENT = ['pytest>=8,<10', 'ruff>=0.9,<1'];

export function renderPyproject(plan: Plan, facts: RenderFacts): string {
  const [major = '3', minor = '11'] = facts.pythonVersion.split('.');
  const pins = new Map(facts.constraints.map((each) => [normal(nameOf(each)), each]));
  const direct = facts.dependencies.map((each) => pins.get(normal(each)) ?? each);
  const names = new Set(direct.map((each) => normal(nameOf(each))));
  const asked = facts.extras.flatMap((each) => EXTRA_DEPENDENCIES[each] ?? []);
  const wanted = [...SUPPORT, ...(facts.tracking === 'mlflow' ? MLFLOW : []), ...asked].filter((each) => !names.has(normal(nameOf(each))));
  const support = wanted.filter((each, at) => wanted.findIndex((other) => nameOf(other) === nameOf(each)) === at);
  // Another MLflow in the notebook's environment must not hold back ours, unless the notebook uses it.
  const constraints = facts.constraints.filter((each) => names.has('mlflow') || !/^mlflow\b/.test(normal(nameOf(each))));
  return [
    '[project]',
    `name = ${JSON.stringify(`${plan.package.replaceAll('_', '-').replace(/^-+|-+$/g, '') || 'pipeline'}-pipeline`)}`,
    'version = "0.1.0"',
    `description = ${JSON.stringify(`Trains what ${fileName(plan.notebook)} trains`)}`,
    `requires-python = "==${major}.${minor}.*"`,
    ...list('dependencies', [...direct, ...support].sort(byName)),
    '',
    '[dependency-groups]',
    ...list('dev', facts.extras.includes('service') ? ['httpx>=0.27,<1', ...DEVELOPMENT] : DEVELOPMENT),
    ...(facts.extras.includes('sweep') ? list('sweep', ['ray>=2.40,<3']) : []),
    '# What the notebook itself needs beside, for `nbship verify`.',
    ...list(
      'notebook',
      facts.notebookDependencies.map((each) => pins.get(normal(each)) ?? each),
    ),
    '',
    '[tool.uv]',
    '# An application: nothing is built, train.py runs where it stands.',
    'package = false',
    '# The environment that ran the notebook; it may be emptied once there is a uv.lock.',
    ...list('constraint-dependencies', constraints),
    ...torchIndex(direct),
    '',
    ...(facts.extras.includes('poetry') ? ['[tool.poetry]', 'package-mode = false', ''] : []),
    '[tool.pytest.ini_options]',
    'testpaths = ["tests"]',
    'pythonpath = ["."]',
    '',
    '[tool.ruff]',
    'line-length = 110',
    'extend-exclude = ["notebooks"]',
    '',
    '[tool.ruff.lint]',
    'select = ["E4", "E7", "E9", "F"]',
    '',
    '[tool.ruff.lint.per-file-ignores]',
    "# The code of these files is the notebook's own, in its own style.",
    `"${plan.package}/{data,features,model,evaluate,figures,functions}.py" = ["E4", "E7", "F541", "F811", "F841"]`,
    '',
  ].join('\n');
}

/** An array of a TOML file, one value a line. */
export function list(key: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [`${key} = []`] : [`${key} = [`, ...values.map((each) => `    ${JSON.stringify(each)},`), ']'];
}

/** A local version such as `2.13.0+cpu` comes from PyTorch's own index of that name. */
export function torchIndex(direct: readonly string[]): readonly string[] {
  const local = direct.map((each) => /^(torch|torchvision|torchaudio)==[^+]+\+(\w+)$/.exec(each)).filter((each) => each !== null);
  const build = local[0]?.[2];
  if (build === undefined) return [];
  return [
    '',
    '[tool.uv.sources]',
    ...local.map((each) => `${each[1]} = [{ index = "pytorch-${build}", marker = "sys_platform == 'linux' or sys_platform == 'win32'" }]`),
    '',
    '[[tool.uv.index]]',
    `name = "pytorch-${build}"`,
    `url = "https://download.pytorch.org/whl/${build}"`,
    'explicit = true',
  ];
}

function nameOf(requirement: string): string {
  return /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function byName(a: string, b: string): number {
  const [left, right] = [normal(nameOf(a)), normal(nameOf(b))];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
