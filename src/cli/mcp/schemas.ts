// What the tools for agents take and give.

import {
  array,
  boolean,
  describe,
  enum as oneOf,
  literal,
  number,
  object,
  optional,
  record,
  strictObject,
  string,
  unknown,
  type infer as Infer,
} from 'zod/mini';

import { EXTRAS, isExtra } from '../../core/render/extras.ts';

const path = string().check(
  describe('Path of a notebook (.ipynb, or a .py file with `# %%` cells), relative to the folder of the server.'),
);

const content = string().check(
  describe(
    'The text of a notebook that is not saved: the JSON of an .ipynb file, or Python with `# %%` cells. `path` then only says where it would lie, so that dependency and data files beside it count.',
  ),
);

const fix = boolean().check(
  describe('Repair a copy first (order of cells, missing seeds) and list each repair; the notebook itself is not touched.'),
);

const figures = boolean().check(describe('Keep the figures too: each training saves them as files.'));

const rules = array(string());

export const checkInput = strictObject({
  path: optional(
    string().check(describe('A notebook, a folder to search, or a glob, relative to the folder of the server. Default: the whole folder.')),
  ),
  content: optional(content),
  select: optional(rules.check(describe('Ids of rules, e.g. `unseeded-random`: only these are checked.'))),
  ignore: optional(rules.check(describe('Ids of rules that are not checked.'))),
});

export const explainInput = strictObject({
  rule: optional(string().check(describe('The id of a rule: gives its page, with what is flagged, what is not, and what to do.'))),
  name: optional(
    string().check(describe('A variable of the notebook in `path` or `content`: tells where it is made, changed, read and deleted.')),
  ),
  path: optional(path),
  content: optional(content),
});

export const planInput = strictObject({ path: optional(path), content: optional(content), fix: optional(fix), figures: optional(figures) });

export const planOutput = object({
  version: literal(1),
  status: oneOf(['planned', 'refused']),
  plan: optional(record(string(), unknown())),
  repairs: array(unknown()),
  refusals: array(object({ message: string(), cell: number(), line: number() })),
});

export const exportInput = strictObject({
  path,
  output: string().check(describe('The folder of the project, relative to the folder of the server; made where it is not there.')),
  overwrite: optional(
    boolean().check(
      describe('Write into the earlier export that is in `output`. Without it nothing is written there, and what would change is listed.'),
    ),
  ),
  fix: optional(fix),
  figures: optional(figures),
  lock: optional(boolean().check(describe('Lock versions with uv, which asks a package index. Default: true.'))),
  tracking: optional(oneOf(['mlflow', 'jsonl']).check(describe('Where runs are recorded. Default: mlflow.'))),
  with: optional(array(oneOf(EXTRAS.filter(isExtra))).check(describe('More than the training.'))),
});

export const exportOutput = object({
  version: literal(1),
  status: oneOf(['written', 'refused', 'exists']),
  target: optional(string()),
  changes: optional(array(object({ path: string(), kind: string() }))),
  refusals: optional(array(unknown())),
  lock: optional(unknown()),
  tracking: optional(string()),
  plan: optional(record(string(), unknown())),
});

export type CheckInput = Infer<typeof checkInput>;
export type ExplainInput = Infer<typeof explainInput>;
export type PlanInput = Infer<typeof planInput>;
export type ExportInput = Infer<typeof exportInput>;
