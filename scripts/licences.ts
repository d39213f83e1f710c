// The packages that a bundle really holds, as esbuild tells them, and the licences that must travel with them.

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod/mini';

/** Licences that ask for no more than that their text travels along (SPDX names). */
const ALLOWED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
];

/** `LICENSE`, `License.txt`, `LICENSE-MIT`, `COPYING`, `NOTICE`, `thirdpartynotices.txt`. */
const LEGAL = /^(licen[cs]e|copying|notice|third-?party-?notices)/i;

const MANIFEST = z.object({ name: z.string(), version: z.string(), license: z.optional(z.string()) });

export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** What its authors want to be read: the licence, and notices beside it. */
  readonly text: string;
  /** The bundles that hold it. */
  readonly bundles: readonly string[];
}

/** Folders of the packages from which something is in the output, not those that were only looked at. Paths of a metafile are relative to `from`. */
export function packageFolders(metafile: Metafile, from: string): ReadonlySet<string> {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = new Set<string>();
  for (const [path, { bytesInOutput }] of inputs) {
    const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder !== undefined && bytesInOutput > 0) folders.add(resolve(from, folder));
  }
  return folders;
}

/** Whether an SPDX expression (`MIT`, `(MIT OR GPL-3.0)`, `MIT AND ISC`) can be met with allowed licences only. */
export function isAllowed(expression: string): boolean {
  const choices = expression.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => ALLOWED.includes(licence.trim())));
}

/** A package with its licence; throws where there is none that we may pass on. */
export function readPackage(folder: string, bundles: readonly string[]): Bundled {
  const { name, version, license: licence } = MANIFEST.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  if (licence === undefined || !isAllowed(licence))
    throw new Error(`${name} ${version} has the licence ${JSON.stringify(licence)}; expected one of ${ALLOWED.join(', ')}`);
  const files = readdirSync(folder).filter((file) => LEGAL.test(file));
  if (files.length === 0) throw new Error(`${name} ${version} comes without the text of its licence (${licence})`);
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, licence, text: texts.join('\n\n'), bundles };
}

/** Every package of several bundles, by name. */
export function bundledPackages(bundles: ReadonlyMap<string, Metafile>, from: string): readonly Bundled[] {
  const holders = new Map<string, string[]>();
  for (const [bundle, metafile] of bundles)
    for (const folder of packageFolders(metafile, from)) holders.set(folder, [...(holders.get(folder) ?? []), bundle]);
  const packages = [...holders].map(([folder, names]) => readPackage(folder, names.toSorted()));
  return packages.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version.localeCompare(b.version)));
}

/** The file that travels with the bundles. */
export function licencesText(packages: readonly Bundled[]): string {
  const heavy = '='.repeat(80);
  const light = '-'.repeat(80);
  const entries = packages.map(
    ({ name, version, licence, bundles, text }) =>
      `${heavy}\n${name} ${version}\nLicence: ${licence}\nIn: ${bundles.join(', ')}\n${light}\n${text}\n`,
  );
  const head = 'nbship itself is under the licence in LICENSE. Its bundles hold parts of the packages below, under their own licences.\n';
  return [head, ...entries].join('\n');
}
