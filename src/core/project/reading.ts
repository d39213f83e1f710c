// What every reader of a dependency file gives back, and how it walks the unknown values that TOML, YAML and JSON give it.

import type { Declaration } from '../semantics/ports.ts';
import { parseRequirement } from './requirement.ts';

export interface Locked {
  readonly name: string;
  readonly version: string;
}

export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly locked: readonly Locked[];
  /** Files that it refers to (`-r`, `-c`, setuptools' dynamic dependencies), relative to itself. */
  readonly includes: readonly string[];
}

/** Reads one format; throws what its parser throws where the text is not of that format. */
export type Reader = (path: string, text: string) => Declared;

export const NOTHING: Declared = { declarations: [], locked: [], includes: [] };

/** A declaration from a requirement as PEP 508 writes it; none for what is no requirement. */
export function declarationOf(path: string, line: number, written: string): readonly Declaration[] {
  const requirement = parseRequirement(written);
  if (!requirement) return [];
  return [{ distribution: requirement.distribution, requirement: requirement.text, pinned: requirement.pinned, path, line }];
}

export function field(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((from, key) => record(from)[key], value);
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: unknown): readonly string[] {
  return list(value).filter((each) => typeof each === 'string');
}
