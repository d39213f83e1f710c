// Which findings a run does not speak of: those of a baseline, and those that an earlier revision had.

import { compare, type Known } from '../../core/report/known.ts';
import type { Reported, ReportedFile } from '../../core/report/reported.ts';
import type { Examined } from './analysis.ts';
import { nameIn, readBaseline, writeBaseline, type Baseline } from './baseline.ts';
import { textsAt, type Input } from './inputs.ts';
import type { Options } from './usage.ts';

export interface Hiding {
  /** Gives the findings of one notebook that are new, out of all of them. */
  filterFor(input: Input): Promise<(file: ReportedFile) => readonly Reported[]>;
  /** What is to be said of the baseline once all notebooks were checked, after it is written where that is asked for. */
  conclude(): readonly string[];
}

type Examine = (path: string, place: string, bytes: Buffer, variant: string) => Promise<Examined>;

export async function hidingFor(options: Options, cwd: string, inputs: readonly Input[], examine: Examine): Promise<Hiding> {
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline, cwd, options.writeBaseline);
  const earlier = options.since === undefined ? new Map<string, Buffer>() : await textsAt(options.since, inputs, cwd);
  const checked = new Map<string, ReportedFile>();
  const unmet = new Map<string, readonly Known[]>();
  return {
    filterFor: async ({ path, place }) => {
      const before = earlier.get(place);
      const old = before === undefined ? undefined : await examine(path, place, before, `at ${options.since ?? ''}`);
      const known = old?.kind === 'file' ? old.file.findings.map((each) => each.identity) : [];
      return (file) => {
        if (baseline === undefined) return compare(file.findings, known).fresh;
        const name = nameIn(baseline, place);
        checked.set(name, file);
        const compared = compare(
          file.findings,
          options.writeBaseline ? file.findings.map((each) => each.identity) : (baseline.notebooks.get(name) ?? []),
        );
        unmet.set(name, compared.unmet);
        return compare(compared.fresh, known).fresh;
      };
    },
    conclude: () => {
      if (baseline === undefined) return [];
      if (!options.writeBaseline) return unmetTexts(baseline, unmet);
      writeBaseline(baseline, checked);
      const count = [...checked.values()].reduce((sum, each) => sum + each.findings.length, 0);
      return [
        `${baseline.path}: wrote ${count} finding${count === 1 ? '' : 's'} of ${checked.size} notebook${checked.size === 1 ? '' : 's'}`,
      ];
    },
  };
}

function unmetTexts(baseline: Baseline, unmet: ReadonlyMap<string, readonly Known[]>): readonly string[] {
  return [...unmet].flatMap(([name, known]) =>
    known.map(
      ({ rule, about, cell }) =>
        `${baseline.path}: ${name}: nothing is found any more for ${rule} '${about}'${cell === undefined ? '' : ` in cell '${cell}'`}; --write-baseline takes it out`,
    ),
  );
}
