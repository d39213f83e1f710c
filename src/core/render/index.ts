// Renders a plan: every file of the exported project but the lock, the data and the notebook, which are copied or made.

import type { GeneratedFile, Plan } from '../plan/plan.ts';
import { renderConfig } from './config.ts';
import { renderExtras } from './extras.ts';
import type { RenderFacts } from './facts.ts';
import { gitignore, makefile } from './fixed.ts';
import { renderPipeline } from './pipeline.ts';
import { renderPyproject } from './pyproject.ts';
import { renderReadme } from './readme.ts';
import { renderReport } from './report.ts';
import { renderSchema } from './schema.ts';
import { sectionsOf } from './sections.ts';
import { renderStages } from './stages.ts';
import { renderSupport } from './support.ts';
import { renderYaml } from './yaml.ts';

/** The files of the project in memory; the same plan and facts give the same text. */
export function render(plan: Plan, facts: RenderFacts): readonly GeneratedFile[] {
  const sections = sectionsOf(plan, facts);
  const [major = '3', minor = '11'] = facts.pythonVersion.split('.');
  return [
    { path: 'README.md', text: renderReadme(plan, facts, sections) },
    { path: 'pyproject.toml', text: renderPyproject(plan, facts) },
    // Without the patch release: uv would try to download one that is not installed.
    { path: '.python-version', text: `${major}.${minor}\n` },
    { path: '.gitignore', text: gitignore(facts) },
    { path: 'Makefile', text: makefile(plan, facts) },
    { path: 'configs/v1.yaml', text: renderYaml(sections, facts.notebookFile) },
    { path: 'configs/schema.json', text: renderSchema(sections) },
    {
      path: 'data/manifest.json',
      text: `${JSON.stringify({ files: facts.dataFiles.map(({ md5: _md5, ...each }) => each) }, undefined, 2)}\n`,
    },
    { path: 'export_report.json', text: renderReport(plan, facts) },
    { path: `${plan.package}/config.py`, text: renderConfig(sections) },
    ...renderSupport(plan, facts),
    ...renderStages(plan),
    renderPipeline(plan),
    ...renderExtras(plan, facts, sections),
  ];
}
