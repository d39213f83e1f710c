// Names and arguments that the installed, locked or newest version of a library no longer has.

import type { Removal } from '../knowledge/removals.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Declaration } from '../semantics/ports.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

export const removedApi = defineRule({
  id: 'removed-api',
  summary: 'A name or argument that the library no longer has.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    gone: {
      what: '`{name}` is not in {library} {version}{source}{times}: it was removed in {removed}.',
      why: 'Restart and Run All stops here in that environment.',
      how: 'Use {instead}, or pin a version before {removed}.',
    },
    perhaps: {
      what: '`{name}` was removed in {library} {removed}, and nothing here keeps an older version{times}.',
      why: 'Whoever installs what this notebook imports gets a version in which Restart and Run All stops here.',
      how: 'Use {instead}, or pin a version before {removed}.',
    },
  },
  *check({ model }): Generator<Report<'gone' | 'perhaps'>> {
    for (const [removal, events] of byName(model)) {
      const [first] = events;
      const known = versionOf(model, removal.distribution);
      const old = known ? isBefore(known.version, removal.version) : keptBelow(model, removal);
      if (!first || old) continue;
      const fix = renaming(model, removal, events);
      yield {
        message: known ? 'gone' : 'perhaps',
        data: {
          name: removal.name,
          library: removal.distribution,
          removed: removal.version,
          version: known?.version ?? '',
          source: known?.source ?? '',
          instead: removal.instead,
          times: events.length > 1 ? ` (${events.length} times in all)` : '',
        },
        at: first.at,
        ...(known ? { severity: 'error' as const } : {}),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

type Outdated = EventOf<'outdated'>;

/** Each name with its places, every place once. */
function byName(model: Model): ReadonlyMap<Removal, readonly Outdated[]> {
  const found = new Map<Removal, Outdated[]>();
  const places = new Set<string>();
  for (const event of model.document.events) {
    if (event.kind !== 'outdated') continue;
    const place = `${event.removal.name} ${event.at.cell} ${event.at.span.start}`;
    if (places.has(place)) continue;
    places.add(place);
    const known = found.get(event.removal);
    if (known) known.push(event);
    else found.set(event.removal, [event]);
  }
  return found;
}

/** What is installed, else what is locked, else what is pinned. */
function versionOf(model: Model, distribution: string): { readonly version: string; readonly source: string } | undefined {
  const { installed, project } = model.ports;
  const here = installed?.versions.get(distribution);
  if (here !== undefined) return { version: here, source: ', which is installed here' };
  const locked = project?.locked.get(distribution);
  if (locked) return { version: locked.version, source: `, which ${locked.path} locks` };
  const pinned = declarationOf(model, distribution);
  const exact = pinned?.pinned === true ? /==\s*([\w.]+)/.exec(pinned.requirement)?.[1] : undefined;
  return exact === undefined || !pinned ? undefined : { version: exact, source: `, which ${pinned.path} pins` };
}

function declarationOf(model: Model, distribution: string): Declaration | undefined {
  return model.ports.project?.declarations.find((each) => each.distribution === distribution);
}

/** Whether a range such as `<2` or `~=1.5` keeps versions that still have it. */
function keptBelow(model: Model, { distribution, version }: Removal): boolean {
  const requirement = declarationOf(model, distribution)?.requirement ?? '';
  const below = /<\s*=?\s*([\d.]+)/.exec(requirement)?.[1];
  const compatible = /(?:~=|==)\s*([\d.]+)/.exec(requirement)?.[1];
  if (below !== undefined) return !isBefore(version, below);
  return compatible !== undefined && isBefore(compatible, version);
}

/** By release numbers; what follows them (`rc1`, `.post1`) does not count. */
function isBefore(a: string, b: string): boolean {
  const [one, other] = [a, b].map((each) => each.split(/[^\d]+/).map(Number));
  for (let at = 0; at < Math.max(one?.length ?? 0, other?.length ?? 0); at++) {
    const difference = (one?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The same thing under its other name, at every place where the old one is written out. */
function renaming(model: Model, removal: Removal, events: readonly Outdated[]): Fix | undefined {
  const { rename } = removal;
  const last = removal.name.slice(removal.name.lastIndexOf('.') + 1);
  if (rename === undefined) return undefined;
  const edits = events.flatMap(({ at, exact }) => {
    const { end } = at.span;
    const start = end - last.length;
    const written = model.notebook.cells[at.cell]?.source.slice(start - 1, end);
    return exact && written === `.${last}`
      ? [{ kind: 'replaceText' as const, at: { cell: at.cell, span: { start, end } }, text: rename }]
      : [];
  });
  return edits.length === events.length ? { title: `Write \`${rename}\``, kind: 'suggested', edits } : undefined;
}
