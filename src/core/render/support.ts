// The support code, the same in every project but for the package's name: real Python files, taken as text.

import train from '../../python/project/train.py';
import init from '../../python/project/package_name/__init__.py';
import lineage from '../../python/project/package_name/lineage.py';
import loading from '../../python/project/package_name/loading.py';
import mlflowTracking from '../../python/project/package_name/mlflow_tracking.py';
import predict from '../../python/project/package_name/predict.py';
import seeding from '../../python/project/package_name/seeding.py';
import tracking from '../../python/project/package_name/tracking.py';
import training from '../../python/project/package_name/training.py';
import conftest from '../../python/project/tests/conftest.py';
import testConfig from '../../python/project/tests/test_config.py';
import testReproducible from '../../python/project/tests/test_reproducible.py';
import testSmoke from '../../python/project/tests/test_smoke.py';
import type { GeneratedFile, Plan } from '../plan/plan.ts';
import type { RenderFacts } from './facts.ts';

/** How the package is called in src/python/project. */
const PLACEHOLDER = /\bpackage_name\b/g;

export function renderSupport(plan: Plan, facts: RenderFacts): readonly GeneratedFile[] {
  const name = plan.package;
  const inside = {
    __init__: withEnvironment(init, plan.environment),
    loading,
    seeding,
    lineage,
    tracking,
    training,
    predict,
    ...(facts.tracking === 'mlflow' ? { mlflow_tracking: mlflowTracking } : {}),
  };
  const tests = { conftest, test_smoke: testSmoke, test_config: testConfig, test_reproducible: testReproducible };
  const files = [
    { path: 'train.py', text: train },
    ...Object.entries(inside).map(([file, text]) => ({ path: `${name}/${file}.py`, text })),
    ...Object.entries(tests).map(([file, text]) => ({ path: `tests/${file}.py`, text })),
  ];
  return files.map((each) => ({ path: each.path, text: each.text.replace(PLACEHOLDER, name) }));
}

/** Libraries read the environment when they are imported, so it is set before anything of the package is. */
function withEnvironment(text: string, lines: readonly string[]): string {
  return lines.length === 0 ? text : `${text.trimEnd()}\n\nimport os\n\n${lines.join('\n')}\n`;
}
