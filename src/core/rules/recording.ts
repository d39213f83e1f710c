// Writes versions into the dependency files of a project: fixes and the words that go with them.

import type { Declaration, Ports } from '../semantics/ports.ts';
import type { Fix } from './rule.ts';

/** A requirement of a requirements file as an exact one; none for other files, and where its line is not known. */
export function pinnedRequirement(declaration: Declaration, version: string): Fix | undefined {
  const { path, line, written } = declaration;
  if (written === undefined || !isRequirements(path)) return undefined;
  const found = /^(\s*[A-Za-z0-9][\w.-]*(?:\s*\[[^\]]*\])?)\s*[^;#\s][^;#]*?(\s*[;#].*)?$/.exec(written);
  const bare = /^(\s*[A-Za-z0-9][\w.-]*(?:\s*\[[^\]]*\])?)(\s*[;#].*)?\s*$/.exec(written);
  const [, name, rest = ''] = bare ?? found ?? [];
  if (name === undefined) return undefined;
  const text = `${name.trimEnd()}==${version}${rest}`;
  return { title: `Pin ${text.trim()} in ${path}`, kind: 'suggested', edits: [{ kind: 'editFile', path, line, found: written, text }] };
}

/** A line more in the nearest requirements.txt; none where the project has none. */
export function addedRequirement({ project }: Ports, distribution: string, version: string): Fix | undefined {
  const files = project?.files.filter((each) => /(^|[\\/])requirements\.txt$/.test(each)) ?? [];
  const [path] = files.toSorted((a, z) => a.length - z.length);
  if (path === undefined) return undefined;
  const text = `${distribution}==${version}`;
  return { title: `Add ${text} to ${path}`, kind: 'suggested', edits: [{ kind: 'editFile', path, text }] };
}

/** How a person adds it by hand, e.g. `uv add pandas==2.2.3`. */
export function adding({ project }: Ports, distribution: string, version: string | undefined): string {
  const files = project?.files.map((each) => each.split(/[\\/]/).at(-1) ?? each) ?? [];
  const exact = version === undefined ? distribution : `${distribution}==${version}`;
  if (files.some((each) => /^requirements.*\.(txt|in)$/.test(each))) return `write \`${exact}\` into the requirements`;
  if (files.includes('poetry.lock')) return `run \`poetry add ${exact}\``;
  if (files.includes('pdm.lock')) return `run \`pdm add ${exact}\``;
  if (files.includes('Pipfile')) return `run \`pipenv install ${exact}\``;
  if (files.includes('pyproject.toml')) return `run \`uv add ${exact}\``;
  if (files.some((each) => /\.ya?ml$/.test(each))) return `write \`- ${exact.replace('==', '=')}\` into the environment file`;
  return `write \`${exact}\` into the project's dependencies`;
}

/** Inputs of a compiler (`requirements.in`) and constraints are ranges on purpose. */
function isRequirements(path: string): boolean {
  return /(^|[\\/])([\w.-]*[-_.])?requirements?([-_.\d][\w.-]*)?\.txt$/i.test(path) || /(^|[\\/])requirements[\\/][^\\/]+\.txt$/.test(path);
}

/** The block that tools such as juv read: https://peps.python.org/pep-0723/ */
export function scriptBlock(requirements: readonly string[], python: string | undefined): string {
  const minor = /^\d+\.\d+/.exec(python ?? '')?.[0];
  return [
    '# /// script',
    ...(minor === undefined ? [] : [`# requires-python = ">=${minor}"`]),
    '# dependencies = [',
    ...requirements.map((each) => `#     "${each}",`),
    '# ]',
    '# ///',
  ].join('\n');
}
