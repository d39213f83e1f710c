// Paths that exist on one machine only.

import type { Expression, ExprNode } from '../python/ast.ts';
import type { Model } from '../semantics/model.ts';
import type { Access } from './accesses.ts';
import { oncePerPlace } from './places.ts';
import { defineRule, type Fix, type Report } from './rule.ts';
import { groupedBy } from './words.ts';

export const absolutePath = defineRule({
  id: 'absolute-path',
  summary: 'A file is read or written by a path of one machine.',
  category: 'data',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    machine: {
      what: '`{path}` is a path of one machine{times}.',
      why: 'On any other machine, or for another user, there is no such file, and the cell fails.',
      how: 'Put the file beside the notebook, and write its path from there{example}.',
    },
    platform: {
      what: '`{path}` exists on {platform} only{times}.',
      why: 'Anywhere else the cell fails.',
      how: 'Keep the folder of the data in one variable in the first cell, so that it can be another elsewhere.',
    },
  },
  *check({ model }): Generator<Report<'machine' | 'platform'>> {
    for (const [path, accesses] of groupedBy(accessesOf(model), (each) => each.path ?? '')) {
      const [first] = accesses;
      if (!first) continue;
      const platform = PLATFORMS.find(([start]) => path.startsWith(start))?.[1];
      const base = path.split(/[\\/]/).at(-1) ?? '';
      const fix = platform === undefined ? besideIt(model, first, base) : undefined;
      yield {
        message: platform === undefined ? 'machine' : 'platform',
        data: {
          path,
          platform: platform ?? '',
          times: accesses.length > 1 ? ` (${accesses.length} times)` : '',
          example: base === '' ? '' : `, e.g. \`data/${base}\``,
        },
        at: first.at,
        ...(platform === undefined ? {} : { severity: 'information' }),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** Folders that services give to every notebook. */
const PLATFORMS: readonly (readonly [string, string])[] = [
  ['/kaggle/', 'Kaggle'],
  ['/content/', 'Colab'],
  ['/dbfs/', 'Databricks'],
  ['/Workspace/', 'Databricks'],
  ['/home/studio-lab-user/', 'SageMaker Studio Lab'],
  ['/home/ec2-user/SageMaker/', 'SageMaker'],
  ['/home/jovyan/', "Jupyter's images"],
];

/** Uses of files by a path of one machine, in the order of the run, each place once. */
function accessesOf(model: Model): readonly Access[] {
  return oncePerPlace(
    model.document.events.filter(
      (each): each is Access => (each.kind === 'read' || each.kind === 'write') && each.path !== undefined && isOfOneMachine(each.path),
    ),
  );
}

/** `/home/me/a.csv`, `C:\\data\\a.csv`, `~/a.csv`; not what every system has, nor a network address. */
function isOfOneMachine(path: string): boolean {
  if (/^(\/|\/(dev|proc|sys|etc|tmp|var\/tmp|usr|bin|opt)(\/.*)?)$/.test(path)) return false;
  return /^(\/[^/]|~\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** The name alone, where a file of that name lies beside the notebook. */
function besideIt(model: Model, { at, node }: Access, base: string): Fix | undefined {
  const written = node.nodeType === 'Call' ? argumentOf(node, base) : undefined;
  const module = model.modules.find((each) => each.cell === at.cell);
  const place = [base, `data/${base}`].find((each) => base !== '' && model.ports.sample?.(each)?.kind === 'file');
  if (!written || !module || place === undefined) return undefined;
  return {
    title: `Read ${place} beside the notebook`,
    kind: 'suggested',
    edits: [{ kind: 'replaceText', at: { cell: at.cell, span: module.spanOf(written) }, text: `'${place}'` }],
  };
}

/** The argument that is a plain text which ends with the name. */
function argumentOf(call: Expression<'Call'>, base: string): ExprNode | undefined {
  return [...call.args, ...call.keywords.map((each) => each.value)].find(
    (each) => each.nodeType === 'Constant' && typeof each.value === 'string' && each.value.endsWith(base),
  );
}
