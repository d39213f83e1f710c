// What a project has only where it was asked for: a service, an image, CI, DVC, sweeps, drift, a registry.

import ci from '../../python/project/files/ci.yml.tmpl';
import dockerfile from '../../python/project/files/Dockerfile.tmpl';
import dockerignore from '../../python/project/files/dockerignore.tmpl';
import environment from '../../python/project/files/environment.yml.tmpl';
import preCommit from '../../python/project/files/pre-commit-config.yaml.tmpl';
import sweepJob from '../../python/project/files/sweep-job.yaml.tmpl';
import drift from '../../python/project/package_name/drift.py';
import registry from '../../python/project/package_name/registry.py';
import serve from '../../python/project/package_name/serve.py';
import sweep from '../../python/project/package_name/sweep.py';
import testService from '../../python/project/tests/test_service.py';
import type { GeneratedFile, Plan } from '../plan/plan.ts';
import type { DataFact, Extra, RenderFacts } from './facts.ts';
import type { Field, Section } from './sections.ts';
import { valueText } from './yaml.ts';

/** Distributions that the code of an extra needs. */
export const EXTRA_DEPENDENCIES: Readonly<Partial<Record<Extra, readonly string[]>>> = {
  service: ['fastapi>=0.115,<1', 'uvicorn>=0.30,<1'],
  drift: ['scipy>=1.8,<2'],
};

export function renderExtras(plan: Plan, facts: RenderFacts, sections: readonly Section[]): readonly GeneratedFile[] {
  const files = facts.extras.flatMap((each) => FILES[each]({ plan, facts, sections }));
  return files.map(({ path, text }) => ({ path: path.replace('package_name', plan.package), text: filled(text, plan, facts) }));
}

interface Given {
  readonly plan: Plan;
  readonly facts: RenderFacts;
  readonly sections: readonly Section[];
}

const FILES: Readonly<Record<Extra, (given: Given) => readonly GeneratedFile[]>> = {
  service: () => [
    { path: 'package_name/serve.py', text: serve },
    { path: 'tests/test_service.py', text: testService },
  ],
  docker: ({ facts }) => [
    { path: 'Dockerfile', text: `${dockerfile.trimEnd()}\n${(facts.extras.includes('service') ? SERVES : TRAINS).join('\n')}\n` },
    // The service needs the models, a training makes them.
    { path: '.dockerignore', text: facts.extras.includes('service') ? dockerignore : `${dockerignore}models/\n` },
  ],
  ci: ({ facts }) => [{ path: '.github/workflows/ci.yml', text: facts.extras.includes('dvc') ? withData(ci) : ci }],
  'pre-commit': () => [{ path: '.pre-commit-config.yaml', text: preCommit }],
  dvc: ({ plan, facts }) => dvcFiles(plan, facts),
  drift: () => [{ path: 'package_name/drift.py', text: drift }],
  registry: () => [{ path: 'package_name/registry.py', text: registry }],
  sweep: ({ sections }) => [
    { path: 'package_name/sweep.py', text: sweep },
    { path: 'configs/sweep.yaml', text: sweepText(sections) },
  ],
  kubernetes: () => [{ path: 'deploy/sweep-job.yaml', text: sweepJob }],
  conda: () => [{ path: 'environment.yml', text: environment }],
  poetry: () => [],
};

/** Everything that can be asked for, by name; docs/export.md says what each is. */
export const EXTRAS: readonly string[] = Object.keys(FILES);

export function isExtra(name: string): name is Extra {
  return Object.hasOwn(FILES, name);
}

const SERVES = [
  'EXPOSE 8000',
  'HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD ["python", "-c", "import urllib.request as r; r.urlopen(\'http://127.0.0.1:8000/health\', timeout=2)"]',
  'CMD ["uvicorn", "package_name.serve:app", "--host", "0.0.0.0", "--port", "8000"]',
];
const TRAINS = ['CMD ["python", "train.py", "--config", "configs/v1.yaml"]'];

function filled(text: string, plan: Plan, facts: RenderFacts): string {
  const name = plan.package.replaceAll('_', '-').replace(/^-+|-+$/g, '') || 'pipeline';
  return text
    .replaceAll('package_name', plan.package)
    .replaceAll('PYTHON_VERSION', facts.pythonVersion.split('.').slice(0, 2).join('.'))
    .replaceAll('PROJECT_NAME', name)
    .replaceAll('JOB_NAME', name)
    .replaceAll('COMPLETIONS', String(GRID ** 2));
}

/** In CI the data come from DVC's remote, which must be reachable from there. */
function withData(text: string): string {
  return text.replace('      - run: uv run --locked ruff', '      - run: uvx dvc pull\n      - run: uv run --locked ruff');
}

/** Values of each key in a new sweep. */
const GRID = 3;

/** Half, whole and double of the first two numbers of a model, to begin with. */
function sweepText(sections: readonly Section[]): string {
  const numbers = sections
    .filter((each) => !['runtime', 'data', 'parameters', 'train_test_split'].includes(each.name))
    .flatMap((section) => section.fields.map((field) => ({ key: `${section.name}.${field.name}`, field })))
    .filter(({ key, field }) => isTunable(field) && !/seed|random_state/.test(key));
  const chosen = numbers.slice(0, 2);
  const lines = chosen.map(({ key, field }) => `  ${key}: ${valueText(around(field))}`);
  if (lines.length < 2) lines.push('  runtime.seed: [0, 1, 2]');
  if (lines.length < 2) lines.push('  runtime.threads: [1]');
  return [
    '# Every combination is one training: `python -m package_name.sweep configs/sweep.yaml`.',
    'config: configs/v1.yaml',
    'grid:',
    ...lines,
    '',
  ].join('\n');
}

function isTunable(field: Field): boolean {
  return (field.type === 'int' || field.type === 'float') && typeof field.value === 'number' && field.value > 0;
}

function around(field: Field): readonly number[] {
  const value = typeof field.value === 'number' ? field.value : 1;
  if (field.type === 'float') return [value / 2, value, value < 0.5 ? value * 2 : (value + 1) / 2];
  return value === 1 ? [1, 2, 3] : [Math.max(1, Math.round(value / 2)), value, value * 2];
}

/** Pointers as `dvc add` writes them, a stage for the training, and where the remote is. */
function dvcFiles(plan: Plan, facts: RenderFacts): readonly GeneratedFile[] {
  const folders = new Map<string, DataFact[]>();
  for (const each of facts.dataFiles) {
    const folder = each.path.includes('/') ? each.path.slice(0, each.path.lastIndexOf('/')) : '.';
    folders.set(folder, [...(folders.get(folder) ?? []), each]);
  }
  const nameOf = (each: DataFact): string => each.path.split('/').at(-1) ?? each.path;
  return [
    {
      path: '.dvc/config',
      text: facts.dvcRemote === undefined ? '' : `[core]\n    remote = storage\n['remote "storage"']\n    url = ${facts.dvcRemote}\n`,
    },
    { path: '.dvc/.gitignore', text: '/config.local\n/tmp\n/cache\n' },
    { path: '.dvcignore', text: '.venv\n' },
    ...facts.dataFiles.map((each) => ({
      path: `${each.path}.dvc`,
      text: `outs:\n- md5: ${each.md5}\n  size: ${each.size}\n  hash: md5\n  path: ${JSON.stringify(nameOf(each))}\n`,
    })),
    ...[...folders].map(([folder, files]) => ({
      path: folder === '.' ? '.gitignore.data' : `${folder}/.gitignore`,
      text: files.map((each) => `/${nameOf(each)}\n`).join(''),
    })),
    { path: 'dvc.yaml', text: dvcStage(plan, facts) },
  ];
}

function dvcStage(plan: Plan, facts: RenderFacts): string {
  const list = (values: readonly string[]): string => values.map((each) => `      - ${JSON.stringify(each)}\n`).join('');
  return `stages:
  train:
    cmd: python train.py --config configs/v1.yaml
    deps:
${list([...facts.dataFiles.map((each) => each.path), plan.package, 'train.py', 'uv.lock'])}    params:
      - configs/v1.yaml:
    outs:
      - models:
          cache: false
    metrics:
      - reports/metrics.json:
          cache: false
`;
}
