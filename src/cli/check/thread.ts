// One thread of a check: analyses texts that it is sent, one after the other.

import type { MessagePort } from 'node:worker_threads';

import { UserError } from '../../core/config/user-error.ts';
import type { Configuration } from '../../core/config/configuration.ts';
import type { Observation, Observations } from '../../machine/observed.ts';
import { analysisFor, type Examined, type Flags } from './analysis.ts';
import { Crash } from './crash.ts';

/** What a thread needs to know before its first text. */
export interface ThreadData {
  readonly configuration: Configuration;
  readonly flags: Flags;
  readonly cwd: string;
}

export interface Question {
  readonly path: string;
  readonly place: string;
  readonly bytes: Uint8Array;
}

/** In the order of the questions. Classes of errors do not travel between threads, so what kind one is goes beside it. */
export type Answer =
  | { readonly kind: 'examined'; readonly examined: Examined; readonly seen: readonly Observation[] }
  | { readonly kind: 'user error' | 'crash' | 'other error'; readonly error: unknown };

export function serve(port: MessagePort, { configuration, flags, cwd }: ThreadData): void {
  let analysis: ReturnType<typeof analysisFor> | undefined;
  let last = Promise.resolve();
  const answer = async ({ path, place, bytes }: Question): Promise<Answer> => {
    const seen: Observations = new Map();
    try {
      analysis ??= analysisFor(configuration, flags, cwd);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      return { kind: 'examined', examined: await analysis.examine(path, place, text, seen), seen: [...seen.values()] };
    } catch (error) {
      if (error instanceof Crash) return { kind: 'crash', error: error.cause };
      return { kind: error instanceof UserError ? 'user error' : 'other error', error };
    }
  };
  port.on('message', (question: Question) => {
    last = last.then(async () => port.postMessage(await answer(question)));
  });
}
