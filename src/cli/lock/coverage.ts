// Whether what a project locks is what its notebooks need, at the versions of the environment that runs them.

import { parseRequirement } from '../../core/project/requirement.ts';
import type { Declaration, ProjectFacts } from '../../core/semantics/ports.ts';
import type { Need } from './needs.ts';
import { isSame } from './requirements.ts';

/** What is not as it should be, in words; nothing where every need is locked at the installed version. */
export function gapsIn(project: ProjectFacts, needs: readonly Need[]): readonly string[] {
  return needs.flatMap((need) => {
    const { distribution, version, because } = need;
    const locked = project.locked.get(distribution);
    const isLocked = locked && [locked.version, ...(locked.also ?? [])].some((each) => isSame(each, version));
    if (locked) return isLocked || version === undefined || need.source !== undefined ? [] : [drift(need, locked)];
    const declared = project.declarations.filter((each) => each.distribution === distribution);
    const pinned = declared.find((each) => each.pinned);
    if (!pinned) {
      const [first] = declared;
      return [
        first
          ? `${distribution} (${because}): asked for as \`${first.requirement}\` in ${first.path}, line ${first.line}, which is no exact version`
          : `${distribution} (${because}): neither declared nor locked`,
      ];
    }
    const exact = versionIn(pinned);
    if (exact === undefined || version === undefined || isSame(exact, version)) return [];
    return [drift(need, { version: exact, path: pinned.path })];
  });
}

function drift({ distribution, version }: Need, locked: { readonly version: string; readonly path: string }): string {
  return `${distribution}: ${locked.version} in ${locked.path}, ${version ?? 'none'} in the environment`;
}

/** Of `pandas==2.2.3` and of conda's `pandas=2.2.3=py311_0`; undefined for an address. */
function versionIn({ requirement }: Declaration): string | undefined {
  return parseRequirement(requirement)?.version ?? /^(?:[^\s:]+::)?[\w.-]+\s*={1,2}\s*([^=\s*]+)/.exec(requirement)?.[1];
}
