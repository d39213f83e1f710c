// Files that the notebook reads where no parameter can name them, e.g. inside a function: they keep their place beside the code.

import type { Context } from './context.ts';
import type { Lifted } from './parameters.ts';
import type { DataFile, Refusal } from './plan.ts';

/** Reads of kept steps that were not lifted, once a path; the project's working directory is its root, so they are found there. */
export function looseFiles(context: Context, kept: Iterable<number>, lifted: readonly Lifted[]): readonly DataFile[] {
  return [...looseReads(context, kept, lifted).keys()].map((path) => ({
    path,
    target: path.replaceAll('\\', '/').replace(/^(\.\/)+/, ''),
    parameter: '',
  }));
}

/** Those of them that lie outside the notebook's folder, where a project cannot have them. */
export function strandedReads(context: Context, kept: Iterable<number>, lifted: readonly Lifted[]): readonly Refusal[] {
  return [...looseReads(context, kept, lifted)]
    .filter(([path]) => /^([\\/~]|[a-z]:)|(^|[\\/])\.\.([\\/]|$)/i.test(path))
    .map(([path, at]) => ({
      ...at,
      message: `\`${path}\` is read where the path cannot become a parameter; give it as a literal to the function that reads it, so that the project can carry the file`,
    }));
}

function looseReads(
  context: Context,
  kept: Iterable<number>,
  lifted: readonly Lifted[],
): ReadonlyMap<string, Pick<Refusal, 'cell' | 'span'>> {
  const written = new Set(
    context.model.document.events.flatMap((each) => (each.kind === 'write' && each.path !== undefined ? [each.path] : [])),
  );
  const found = new Map<string, Pick<Refusal, 'cell' | 'span'>>();
  for (const step of kept)
    for (const event of context.eventsOf(step)) {
      if (event.kind !== 'read' || event.path === undefined || !event.certain) continue;
      if (written.has(event.path) || /^[a-z][a-z]+:\/\//i.test(event.path) || found.has(event.path)) continue;
      if (!lifted.some((each) => each.step === step && each.file?.path === event.path)) found.set(event.path, event.at);
    }
  return found;
}
