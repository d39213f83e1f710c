// Import statements: what they bind, and star imports.

import { canonical, starNames, tableFor } from '../knowledge/index.ts';
import type { Statement } from '../python/ast.ts';
import type { Machine } from './machine.ts';
import { bind, libraryValue } from './names.ts';
import { noteOutdated } from './requirements.ts';
import { openNames } from './targets.ts';
import { UNKNOWN } from './values.ts';

export function importModules(m: Machine, node: Statement<'Import'>): void {
  for (const each of node.names) {
    const [root] = each.name.split('.');
    const name = each.asname ?? root ?? each.name;
    noteOutdated(m, each.name, each);
    bind(m, name, libraryValue(m, canonical(each.asname === undefined ? (root ?? each.name) : each.name)), each, 'import');
    if (HAS_EFFECTS.test(each.name)) m.write(`settings:${root}`, false);
  }
}

/** Imports that change what a library does, e.g. `sklearn.experimental.enable_iterative_imputer`. */
const HAS_EFFECTS = /(^|\.)(experimental|seaborn_image|mplstyle)(\.|$)/;

export function importFrom(m: Machine, node: Statement<'ImportFrom'>): void {
  const module = node.module ?? '';
  if (HAS_EFFECTS.test(module)) m.write(`settings:${module.split('.')[0]}`, false);
  for (const each of node.names) {
    if (each.name === '*') {
      importStar(m, node, module);
      continue;
    }
    if ((node.level ?? 0) === 0) noteOutdated(m, `${module}.${each.name}`, each);
    const value = (node.level ?? 0) > 0 ? UNKNOWN : libraryValue(m, canonical(`${module}.${each.name}`));
    bind(m, each.asname ?? each.name, value, each, 'import');
  }
}

/** Binds the public names that the tables know of the module; others may be bound too. */
function importStar(m: Machine, node: Statement<'ImportFrom'>, module: string): void {
  const all = starNames(module);
  if (all) {
    for (const name of all) bind(m, name, libraryValue(m, canonical(`${module}.${name}`)), node, 'import');
    // Nothing else is bound, so names stay known.
    m.emit({ kind: 'havoc', ...m.happening(m.placeOf(node)), reason: 'star', scope: 'object', detail: `from ${module} import *` });
    return;
  }
  const table = tableFor(module.split('.')[0] ?? module);
  const prefix = `${module}.`;
  const known = table ? [...Object.keys(table.functions), ...Object.keys(table.classes)] : [];
  for (const qualified of known) {
    const name = qualified.startsWith(prefix) ? qualified.slice(prefix.length) : '';
    if (name !== '' && !name.includes('.') && !name.startsWith('_')) bind(m, name, libraryValue(m, qualified), node, 'import');
  }
  openNames(m, 'star', `from ${module} import *`, m.placeOf(node));
}
