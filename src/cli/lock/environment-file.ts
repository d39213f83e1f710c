// Pins the lines of conda's environment.yml, and adds what is missing; every other line stays byte for byte.

import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLSeq } from 'yaml';

import { pypiName } from '../../core/project/conda.ts';
import { parseRequirement } from '../../core/project/requirement.ts';
import { applyReplacements } from '../../core/text/edit.ts';
import { isSame } from './requirements.ts';

/** What the environment has, under the names of both worlds. */
export interface Installed {
  /** By conda's own name, e.g. `pytorch`. */
  readonly conda: ReadonlyMap<string, string>;
  /** By the index's name. */
  versionOf(distribution: string): string | undefined;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The file's text with its packages pinned, and with `missing` distributions added: conda's where conda installed them, else pip's. */
export function pinnedEnvironment(text: string, installed: Installed, missing: readonly string[]): string | undefined {
  const document = parseDocument(text);
  const dependencies = document.get('dependencies');
  if (document.errors.length > 0 || !isSeq(dependencies)) return undefined;
  const pip = dependencies.items.map((each) => (isMap(each) ? each.get('pip') : undefined)).find((each) => isSeq(each));
  const replacements = [
    ...scalars(dependencies).flatMap((each) => replaced(each, condaPin(each.value, installed))),
    ...(pip ? scalars(pip).flatMap((each) => replaced(each, pipPin(each.value, installed))) : []),
  ];
  const byConda = missing.flatMap((each) => condaNameOf(each, installed) ?? []);
  const byPip = missing.filter((each) => condaNameOf(each, installed) === undefined);
  const conda = byConda.map((each) => `${each}${condaVersion(installed.conda.get(each) ?? '')}`);
  const pins = byPip.map((each) => (installed.versionOf(each) === undefined ? each : `${each}==${installed.versionOf(each) ?? ''}`));
  const indent = indentOf(text, dependencies);
  const own = scalars(dependencies).some((each) => /^pip\b/.test(each.value)) ? [] : [`${indent}- pip`];
  const added = [
    ...inserted(
      text,
      scalars(dependencies).at(-1),
      conda.map((each) => `${indent}- ${each}`),
    ),
    ...(pip
      ? inserted(
          text,
          scalars(pip).at(-1),
          pins.map((each) => `${indentOf(text, pip)}- ${each}`),
        )
      : inserted(
          text,
          scalars(dependencies).at(-1),
          pins.length === 0 ? [] : [...own, `${indent}- pip:`, ...pins.map((each) => `${indent}  - ${each}`)],
        )),
  ];
  return applyReplacements(text, [...replacements, ...added]);
}

/** A file for an environment of its own. */
export function newEnvironment(name: string, python: string, isConda: boolean, installed: Installed, needed: readonly string[]): string {
  const start = `name: ${JSON.stringify(name)}\nchannels:\n  - conda-forge\ndependencies:\n  - python=${python}\n`;
  return pinnedEnvironment(start, isConda ? installed : { ...installed, conda: new Map() }, needed) ?? start;
}

function scalars(sequence: YAMLSeq): readonly Scalar<string>[] {
  return sequence.items.filter((each): each is Scalar<string> => isScalar(each) && typeof each.value === 'string');
}

function replaced(scalar: Scalar<string>, text: string | undefined): readonly Replacement[] {
  const [start, end] = scalar.range ?? [];
  if (text === undefined || start === undefined || end === undefined) return [];
  const quote = scalar.type === 'QUOTE_DOUBLE' ? '"' : scalar.type === 'QUOTE_SINGLE' ? "'" : '';
  return [{ start, end, text: `${quote}${text}${quote}` }];
}

/** Lines below the line of an item. */
function inserted(text: string, after: Scalar | undefined, lines: readonly string[]): readonly Replacement[] {
  if (lines.length === 0) return [];
  const at = after?.range?.[1] ?? text.length;
  const end = text.indexOf('\n', at);
  const start = end === -1 ? text.length : end;
  return [{ start, end: start, text: lines.map((each) => `\n${each}`).join('') }];
}

function indentOf(text: string, sequence: YAMLSeq): string {
  const [first] = scalars(sequence);
  const at = first?.range?.[0] ?? 0;
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '  ';
}

function condaNameOf(distribution: string, { conda }: Installed): string | undefined {
  return conda.has(distribution) ? distribution : [...conda.keys()].find((each) => pypiName(each) === distribution);
}

function condaPin(written: string, installed: Installed): string | undefined {
  const match = /^((?:[^\s:]+::)?([\w.-]+))\s*([^[]*)$/.exec(written.trim());
  const [, head = '', name = '', wanted = ''] = match ?? [];
  if (!match || name === 'python' || name === 'pip') return undefined;
  const version = installed.conda.get(name) ?? installed.versionOf(pypiName(name));
  const [exact] = /^={1,2}\s*([^=*\s]+)/.exec(wanted)?.slice(1) ?? [];
  return version === undefined || isSame(exact, version) ? undefined : `${head}${condaVersion(version)}`;
}

/** One `=` is a prefix; with three parts it is exact enough for everybody who writes it so. */
function condaVersion(version: string): string {
  return `${version.split('.').length > 2 ? '=' : '=='}${version}`;
}

function pipPin(written: string, installed: Installed): string | undefined {
  const requirement = parseRequirement(written);
  const version = requirement && installed.versionOf(requirement.distribution);
  if (!requirement || version === undefined || isSame(requirement.version, version) || written.includes('@')) return undefined;
  const [, name = '', marker = ''] = /^([\w.-]+(?:\[[^\]]*\])?)[^;]*(;.*)?$/.exec(written.trim()) ?? [];
  return `${name}==${version}${marker}`;
}
