// Which distribution an import comes from, where nothing installed can be asked.

import { READ_DIFFERENT, READ_SAME } from './generated/import-names.ts';
import { OFTEN_DIFFERENT, OFTEN_SAME } from './import-names.ts';

/** How sure a name is: `known` is in a table, `same-name` is the import's own name, which may be another project. */
export interface DistributionGuess {
  readonly distribution: string;
  readonly confidence: 'known' | 'same-name';
  /** Others that provide the same import, e.g. `opencv-python-headless`. */
  readonly alternatives: readonly string[];
}

/** Distributions by import, alternatives separated by a bar, the usual one first; '' comes with its host. */
export type ImportNames = ReadonlyMap<string, string>;

/** Takes apart lists such as `yaml:pyyaml cv2:opencv-python|opencv-python-headless` and `pandas IPython`; earlier ones win. */
export function importNames(different: readonly string[], same: readonly string[]): ImportNames {
  const names = new Map<string, string>();
  for (const each of different.flatMap(wordsOf)) {
    const [module = each, distribution = ''] = each.split(':');
    if (!names.has(module)) names.set(module, distribution);
  }
  for (const each of same.flatMap(wordsOf)) if (!names.has(each)) names.set(each, nameOf(each));
  return names;
}

function wordsOf(list: string): readonly string[] {
  return list.split(' ').filter((each) => each !== '');
}

let known: ImportNames | undefined;

/**
 * The distribution of a module as imported, e.g. `google.cloud.storage` or `sklearn.ensemble`; undefined where it cannot be told or
 * comes with its host. `names` is what is known beforehand.
 */
export function distributionOf(
  module: string,
  names: ImportNames = (known ??= importNames([OFTEN_DIFFERENT, READ_DIFFERENT], [OFTEN_SAME, READ_SAME])),
): DistributionGuess | undefined {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length--) {
    const found = names.get(parts.slice(0, length).join('.'));
    if (found === '') return undefined;
    if (found === undefined) continue;
    const [distribution = found, ...alternatives] = found.split('|');
    return { distribution, confidence: 'known', alternatives };
  }
  const [root = module] = parts;
  return fromParts(NAMESPACES.has(root) ? parts.slice(0, root === 'opentelemetry' ? 2 : 3) : [root]);
}

/** Namespaces whose parts are distributions of their own, e.g. `azure.identity`, `google.cloud.tasks`. */
const NAMESPACES: ReadonlySet<string> = new Set(['azure', 'google', 'opentelemetry']);

/** None where only the namespace is named: `from google.cloud import tasks` may be any of many. */
function fromParts(parts: readonly string[]): DistributionGuess | undefined {
  const [root = ''] = parts;
  if (NAMESPACES.has(root) && (parts.length === 1 || parts.join('.') === 'google.cloud')) return undefined;
  // Clients of one API version come with the others: `google.cloud.vision_v1`.
  const name = nameOf(parts.join('-')).replace(NAMESPACES.has(root) ? /-v\d\w*$/ : /$^/, '');
  return { distribution: name, confidence: 'same-name', alternatives: [] };
}

function nameOf(module: string): string {
  return module.toLowerCase().replaceAll(/[_.]/g, '-');
}
