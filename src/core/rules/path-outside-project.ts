// Relative paths that climb out of the project.

import { ancestorsOf, pathIn } from '../project/files.ts';
import type { Model } from '../semantics/model.ts';
import type { ProjectFacts } from '../semantics/ports.ts';
import { folderIn, isLooking, type Access } from './accesses.ts';
import { defineRule, type Report } from './rule.ts';
import { groupedBy } from './words.ts';

export const pathOutsideProject = defineRule({
  id: 'path-outside-project',
  summary: 'A relative path leads out of the project.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    outside: {
      what: '`{path}` lies outside the project{more}: it climbs {above} above `{root}`.',
      why: 'Whoever has the project does not have what lies beside it, and the cell fails or finds another file.',
      how: 'Keep the file inside the project, or give its folder as a setting (an environment variable, a parameter) that each machine can answer.',
    },
  },
  *check({ model }): Generator<Report<'outside'>> {
    const place = model.ports.project?.place;
    if (!place) return;
    for (const [head, ...rest] of groupedBy(outsideAccesses(model, place), (each) => folderIn(each.path ?? '')).values()) {
      if (!head) continue;
      const others = new Set(rest.map((each) => each.path)).size;
      const above = heightOver(place, head.path ?? '');
      yield {
        message: 'outside',
        data: {
          path: head.path ?? '',
          root: place.root.split('/').findLast((each) => each !== '') ?? place.root,
          above: above === 1 ? 'one folder' : `${above} folders`,
          more: others > 0 ? ` (and ${others} more there)` : '',
        },
        at: head.at,
      };
    }
  },
});

type Place = NonNullable<ProjectFacts['place']>;

/** The first use of each path that leads out, but those that only look whether something is there. */
function outsideAccesses(model: Model, place: Place): readonly Access[] {
  const found = new Map<string, Access>();
  const asked = new Set<string>();
  for (const event of model.document.events) {
    // From here on paths start somewhere else.
    if (event.kind === 'environment' && /^(os\.chdir|%cd)$/.test(event.by)) break;
    if (event.kind === 'havoc' && event.scope === 'names') break;
    if ((event.kind !== 'read' && event.kind !== 'write') || event.path === undefined) continue;
    const { path } = event;
    if (isLooking(model, event)) asked.add(path);
    else if (!asked.has(path) && !found.has(path) && heightOver(place, path) > 0) found.set(path, event);
  }
  return [...found.values()];
}

/** How many folders above the project's root a relative path climbs; 0 for one that ends inside, and for what is no relative path. */
function heightOver({ folder, root }: Place, path: string): number {
  if (!/^(\.[\\/])*\.\.[\\/]/.test(path)) return 0;
  const target = pathIn(folder, path);
  if (target === root || target.startsWith(`${root.replace(/\/$/, '')}/`)) return 0;
  return ancestorsOf(root).findIndex((each) => target.startsWith(each.endsWith('/') ? each : `${each}/`));
}
