// Everything that needs of notebooks need in turn, at the environment's versions: locked by uv in a folder of its own.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import { parseRequirement } from '../../core/project/requirement.ts';
import { logicalLines, requirementIn } from '../../core/project/requirements-file.ts';
import { list, torchIndex } from '../../core/render/pyproject.ts';
import { freezeOf, type Environment } from '../../machine/environment.ts';
import { lockProject, type Uv } from '../export/lock.ts';

/** One locked distribution as a requirements file says it, with its hashes. */
export interface Locked {
  readonly distribution: string;
  /** Undefined for what comes from a repository. */
  readonly version: string | undefined;
  readonly text: string;
}

export interface Resolution {
  /** Undefined where no lock could be made: `why` says so. */
  readonly locked: ReadonlyMap<string, Locked> | undefined;
  readonly why: string;
  readonly notes: readonly string[];
}

/** Locks requirements as PEP 508 writes them. Throws a UserError where they have no solution together. */
export async function resolve(
  direct: readonly string[],
  environment: Environment,
  uv: Uv | undefined,
  say: (text: string) => void,
): Promise<Resolution> {
  if (!uv) return { locked: undefined, why: 'uv could not be found or installed', notes: [] };
  const folder = mkdtempSync(join(tmpdir(), 'nbship-lock-'));
  try {
    writeFileSync(join(folder, 'pyproject.toml'), pyprojectFor('notebook', direct, environment, freezeOf(environment)));
    const result = await lockProject(folder, environment, uv, say);
    if (result.kind === 'unsolved') throw new UserError(`no lock has all of ${direct.join(', ')}: ${result.message}`);
    if (result.kind === 'unlocked') return { locked: undefined, why: result.message, notes: [] };
    return { locked: lockedIn(readFileSync(join(folder, 'requirements.txt'), 'utf8')), why: '', notes: result.notes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A pyproject.toml for notebooks, which build nothing. */
export function pyprojectFor(name: string, direct: readonly string[], environment: Environment, constraints: readonly string[]): string {
  const [major = '3', minor = '11'] = environment.python.split('.');
  return [
    '[project]',
    `name = ${JSON.stringify(name)}`,
    'version = "0.1.0"',
    `requires-python = "==${major}.${minor}.*"`,
    ...list('dependencies', direct),
    '',
    '[tool.uv]',
    'package = false',
    ...(constraints.length > 0 ? list('constraint-dependencies', constraints) : []),
    ...torchIndex(direct),
    '',
  ].join('\n');
}

/** The entries of a requirements file by name, each with all its lines. */
function lockedIn(text: string): ReadonlyMap<string, Locked> {
  const lines = text.split('\n');
  const found = new Map<string, Locked>();
  for (const each of logicalLines(text)) {
    const requirement = parseRequirement(requirementIn(each));
    if (!requirement) continue;
    const { distribution, version } = requirement;
    found.set(distribution, { distribution, version, text: lines.slice(each.line - 1, each.lastLine).join('\n') });
  }
  return found;
}

/** An entry without its hashes. */
export function withoutHashes(text: string): string {
  return text.replace(/\s*\\\n\s*--hash=\S+/g, '').replace(/\s+--hash=\S+/g, '');
}
