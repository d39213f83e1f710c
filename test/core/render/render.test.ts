// The files of a rendered project: what each must say for the tools that read it.

import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { array, boolean, object, record, string, unknown } from 'zod/mini';

import type { Parameter, Plan } from '../../../src/core/plan/plan.ts';
import { render } from '../../../src/core/render/index.ts';
import { sectionsOf } from '../../../src/core/render/sections.ts';
import { renderYaml, valueText } from '../../../src/core/render/yaml.ts';
import { sampleFacts, samplePlan } from './sample.ts';

function fileOf(path: string, plan: Plan = samplePlan, facts = sampleFacts): string {
  const found = render(plan, facts).find((each) => each.path === path);
  if (!found)
    throw new Error(
      `no ${path} among ${render(plan, facts)
        .map((each) => each.path)
        .join(', ')}`,
    );
  return found.text;
}

function withParameters(...given: readonly Pick<Parameter, 'key' | 'value' | 'type' | 'source'>[]): Plan {
  return { ...samplePlan, data: [], parameters: given.map((each) => ({ ...each, cell: 0, span: { start: 0, end: 0 } })) };
}

describe('render', () => {
  it('gives every file once, and no placeholder is left', () => {
    const files = render(samplePlan, sampleFacts);
    expect(new Set(files.map((each) => each.path)).size).toBe(files.length);
    for (const path of [
      'train.py',
      'customers/pipeline.py',
      'customers/config.py',
      'customers/mlflow_tracking.py',
      'tests/test_reproducible.py',
      'configs/v1.yaml',
      '.python-version',
    ])
      expect(files.map((each) => each.path)).toContain(path);
    for (const each of files) expect(each.text, each.path).not.toContain('package_name');
  });

  it('is the same text for the same plan', () => {
    expect(render(samplePlan, sampleFacts)).toEqual(render(samplePlan, sampleFacts));
  });

  it('says where everything kept and dropped stands', () => {
    const report: unknown = JSON.parse(fileOf('export_report.json'));
    expect(report).toMatchObject({
      notebook: { file: 'notebooks/customers.ipynb', sha256: 'bb' },
      compared: false,
      dropped: [{ cell: 2, line: 2, source: 'df.head()', why: 'only shows a value' }],
    });
    expect(report).toHaveProperty('kept.0', {
      cell: 2,
      line: 1,
      source: 'df = pd.read_csv("customers.csv")',
      file: 'customers/data.py',
      stage: 'load_customers',
      why: 'needed by the model',
    });
  });

  it('names every parameter, stage and dropped reason in the README', () => {
    const readme = fileOf('README.md');
    for (const each of samplePlan.parameters) expect(readme).toContain(`\`${each.key}\``);
    for (const each of samplePlan.stages) expect(readme).toContain(`\`${each.name}\``);
    expect(readme).toContain('only shows a value');
  });

  it('leaves MLflow out where it cannot be installed', () => {
    const files = render(samplePlan, { ...sampleFacts, tracking: 'jsonl' });
    expect(files.map((each) => each.path)).not.toContain('customers/mlflow_tracking.py');
    expect(fileOf('pyproject.toml', samplePlan, { ...sampleFacts, tracking: 'jsonl' })).not.toMatch(/mlflow|skops|alembic/);
    expect(fileOf('configs/v1.yaml', samplePlan, { ...sampleFacts, tracking: 'jsonl' })).toContain('tracker: "jsonl"');
  });
});

describe('pyproject.toml', () => {
  it('is an application at the versions of the notebook, with floors and caps for what we add', () => {
    const project = parseToml(fileOf('pyproject.toml'));
    expect(project).toMatchObject({ project: { 'requires-python': '==3.11.*' }, tool: { uv: { package: false } } });
    expect(project).not.toHaveProperty('build-system');
    const { dependencies } = object({ dependencies: array(string()) }).parse(project['project']);
    expect(dependencies).toEqual(expect.arrayContaining(['pandas==3.1.1', 'scikit-learn==1.9.1']));
    for (const each of dependencies) expect(each).toMatch(/==|>=.*,</);
  });

  it('is not held back by an old MLflow that the notebook does not use', () => {
    expect(fileOf('pyproject.toml')).not.toContain('mlflow==1.27.0');
    const used = fileOf('pyproject.toml', samplePlan, { ...sampleFacts, dependencies: ['mlflow', 'pandas'] });
    expect(used).toContain('"mlflow==1.27.0"');
  });

  it('names the index of a local torch build', () => {
    const facts = { ...sampleFacts, dependencies: ['torch'], constraints: ['torch==2.13.0+cpu'] };
    expect(parseToml(fileOf('pyproject.toml', samplePlan, facts))).toMatchObject({
      tool: { uv: { index: [{ name: 'pytorch-cpu', explicit: true }] } },
    });
  });
});

describe('configs/v1.yaml', () => {
  it('is read alike by YAML 1.1 and 1.2', () => {
    const values = [
      'no',
      'on',
      '12:30',
      '0123',
      '1e-7',
      '~',
      'a\tb',
      'x: y #z',
      '"quoted"',
      'é\u2028\u0085',
      '\ud83d\ude00',
      0.1,
      1e-7,
      1e21,
      -2.5e-10,
      1,
      -3,
      0,
      true,
      false,
      123456789012,
      [1, 'no', 2.5],
    ];
    for (const value of values) {
      const text = `key: ${valueText(value)}\n`;
      expect(parseYaml(text, { version: '1.1' }), text).toEqual({ key: value });
      expect(parseYaml(text, { version: '1.2' }), text).toEqual({ key: value });
    }
  });

  it('keeps floats floats and large integers whole', () => {
    const plan = withParameters(
      { key: 'model.alpha', value: 1, type: 'float', source: '1.0' },
      { key: 'model.rate', value: 1e-7, type: 'float', source: '1e-7' },
      { key: 'model.big', value: 2 ** 63, type: 'int', source: '9_223_372_036_854_775_807' },
      { key: 'model.hex', value: 255, type: 'int', source: '0xff' },
    );
    const text = renderYaml(sectionsOf(plan, sampleFacts), 'a.ipynb');
    for (const each of ['alpha: 1.0 ', 'rate: 1.0e-7 ', 'big: 9223372036854775807 ', 'hex: 255 ']) expect(text).toContain(each);
  });

  it('names the schema first and the cell of each value', () => {
    const lines = fileOf('configs/v1.yaml').split('\n');
    expect(lines[0]).toBe('# yaml-language-server: $schema=./schema.json');
    expect(lines).toContain('  n_estimators: 20  # cell 4');
  });

  it('has exactly the keys of the schema', () => {
    const section = object({ properties: record(string(), unknown()), additionalProperties: boolean() });
    const schema = object({ properties: record(string(), section) }).parse(JSON.parse(fileOf('configs/schema.json')));
    const values = record(string(), record(string(), unknown())).parse(parseYaml(fileOf('configs/v1.yaml')));
    expect(Object.keys(schema.properties)).toEqual(Object.keys(values));
    for (const [name, each] of Object.entries(schema.properties)) {
      expect(each.additionalProperties).toBe(false);
      expect(Object.keys(each.properties)).toEqual(Object.keys(values[name] ?? {}));
    }
  });
});

describe('config.py', () => {
  it('has a class for each section, and files are resolved against the project', () => {
    const text = fileOf('customers/config.py');
    expect(text).toContain('class Data(Section):');
    expect(text).toContain('    customers_path: ProjectFile\n');
    expect(text).toContain('    runtime: Runtime\n');
  });

  it('does not let a section hide what config.py imports', () => {
    const plan = withParameters(
      { key: 'path.a', value: 1, type: 'int', source: '1' },
      { key: 'config.b', value: [1, 2.5], type: 'list', source: '[1, 2.5]' },
    );
    const text = fileOf('customers/config.py', plan);
    expect(text).toContain('class PathSection(Section):');
    expect(text).toContain('class ConfigSection(Section):');
    expect(text).toContain('b: list[float | int]');
  });
});
