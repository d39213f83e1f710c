// Paths that exist on one machine only.

import type { Expression, ExprNode } from '../python/ast.ts';
import type { Model } from '../semantics/model.ts';
import type { Access } from './accesses.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

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
    for (const accesses of byPath(model)) {
      const [first] = accesses;
      const path = first?.path;
      if (!first || path === undefined) continue;
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

/** Each path once, with all its uses in the order of the run. */
function byPath(model: Model): Iterable<readonly Access[]> {
  const found = new Map<string, Access[]>();
  for (const event of model.document.events) {
    if ((event.kind !== 'read' && event.kind !== 'write') || event.path === undefined || !isOfOneMachine(event.path)) continue;
    const known = found.get(event.path);
    if (!known) found.set(event.path, [event]);
    else if (!known.some((each) => each.at.cell === event.at.cell && each.at.span.start === event.at.span.start)) known.push(event);
  }
  return found.values();
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
