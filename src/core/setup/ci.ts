// A job that checks notebooks in CI, for GitHub and GitLab.

import { isMap, parseDocument } from 'yaml';

import type { HookSource } from './pre-commit.ts';
import type { Proposal } from './proposal.ts';

export const WORKFLOW_FILE = '.github/workflows/nbship.yml';
export const GITLAB_FILE = '.gitlab-ci.yml';

/** A workflow of its own; one that is there stays. The action of a published repository, else the npm package. */
export function workflow(text: string | undefined, { repository, version }: HookSource): Proposal {
  if (text !== undefined) return { kind: 'present' };
  const [, name] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)$/.exec(repository ?? '') ?? [];
  const step = name === undefined ? `- run: npx --yes nbship@${version} check --format github` : `- uses: ${name}@v${version}`;
  const lines = [
    '# Checks the notebooks; findings stand on the lines of a pull request.',
    'name: nbship',
    'on:',
    '  push:',
    '  pull_request:',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  nbship:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    `      ${step}`,
    '',
  ];
  return { kind: 'changed', text: lines.join('\n') };
}

/** A job at the end of .gitlab-ci.yml; all else stays byte for byte. */
export function withGitlabJob(text: string | undefined, version: string): Proposal {
  const job = [
    '# Checks the notebooks; findings stand in the merge request.',
    'nbship:',
    '  image: python:3.12-slim',
    '  script:',
    `    - pip install nbship==${version}`,
    '    - nbship check --format gitlab > gl-code-quality-report.json',
    '  artifacts:',
    '    when: always',
    '    reports:',
    '      codequality: gl-code-quality-report.json',
    '',
  ].join('\n');
  if (text === undefined || text.trim() === '') return { kind: 'changed', text: job };
  const document = parseDocument(text, { customTags: (tags) => [...tags, REFERENCE] });
  const [error] = document.errors;
  if (error) return { kind: 'invalid', message: `${GITLAB_FILE}: not valid YAML: ${error.message.split('\n')[0] ?? ''}` };
  if (!isMap(document.contents)) return { kind: 'invalid', message: `${GITLAB_FILE}: expected jobs by their names` };
  if (document.contents.has('nbship')) return { kind: 'present' };
  // A job in which nbship is called by another name is one too.
  if (/\bnbship\s+check\b/.test(text)) return { kind: 'present' };
  return { kind: 'changed', text: `${text}${text.endsWith('\n') ? '' : '\n'}\n${job}` };
}

/** GitLab's own tag, `!reference [job, script]`. */
const REFERENCE = { tag: '!reference', collection: 'seq' } as const;
