// The threads of a check: texts go to those that have least to do, and more threads are started as long as texts wait.

import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';

import { UserError } from '../../core/config/user-error.ts';
import type { Observation } from '../../machine/observed.ts';
import type { Examined } from './analysis.ts';
import { Crash } from './crash.ts';
import type { Answer, Question, ThreadData } from './thread.ts';

/** Each thread learns anew to be fast, so one more must have enough to do. */
const WORTH = 32;
/** A thread has its next text at hand when it is done with one. */
const AT_ONCE = 2;
/** Processors that are told of are not always to be had, e.g. in containers. */
const MOST = 8;

/** How many threads a check of so many notebooks may use; 1 for none beside the main one. */
export function threadsWorth(notebooks: number, jobs: number | undefined): number {
  return Math.max(1, Math.min(jobs ?? Math.min(availableParallelism(), MOST), Math.floor(notebooks / WORTH)));
}

export interface Examination {
  readonly examined: Examined;
  readonly seen: readonly Observation[];
}

/** No thread can be started here, e.g. because a container allows no more: the texts are for the main thread. */
export class NoThread extends Error {}

interface Task {
  readonly question: Question;
  readonly resolve: (examination: Examination) => void;
  readonly reject: (error: unknown) => void;
}

export class Threads {
  readonly #start: (data: ThreadData) => Worker;
  readonly #data: ThreadData;
  #most: number;
  /** What each thread was given and has not answered, in its order. */
  readonly #given = new Map<Worker, Task[]>();
  readonly #waiting: Task[] = [];

  constructor(start: (data: ThreadData) => Worker, data: ThreadData, most: number) {
    this.#start = start;
    this.#data = data;
    this.#most = most;
  }

  /** Rejects with a UserError, with a Crash where the notebook shows a bug of nbship's, or with NoThread. */
  examine(question: Question): Promise<Examination> {
    return new Promise((resolve, reject) => {
      if (this.#most === 0) return reject(new NoThread());
      this.#waiting.push({ question, resolve, reject });
      this.#hand();
    });
  }

  #hand(): void {
    for (let task = this.#waiting[0]; task; task = this.#waiting[0]) {
      const thread = this.#free();
      if (!thread) return;
      this.#waiting.shift();
      this.#given.get(thread)?.push(task);
      // A thread is no window: it has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage(task.question);
    }
  }

  /** The thread that has least to do, a new one where much waits. */
  #free(): Worker | undefined {
    const [least] = [...this.#given].sort(([, a], [, b]) => a.length - b.length);
    if (least && least[1].length < AT_ONCE) return least[0];
    const enough = this.#given.size === 0 || this.#waiting.length >= AT_ONCE * this.#given.size;
    return enough && this.#given.size < this.#most ? this.#another() : undefined;
  }

  #another(): Worker | undefined {
    const thread = this.#started();
    if (!thread) return undefined;
    this.#given.set(thread, []);
    thread.on('message', (answer: Answer) => {
      const task = this.#given.get(thread)?.shift();
      if (task) settle(task, answer);
      this.#hand();
    });
    thread.on('error', (error) => this.#lost(thread, error));
    return thread;
  }

  /** Undefined where none can be started any more: those that are there do the work, or nobody. */
  #started(): Worker | undefined {
    try {
      return this.#start(this.#data);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_INIT_FAILED')) throw error;
      this.#most = this.#given.size;
      if (this.#most === 0) for (const each of this.#waiting.splice(0)) each.reject(new NoThread());
      return undefined;
    }
  }

  /** A thread that broke off, e.g. for want of memory: the text it was at is to blame, the next ones go to others. */
  #lost(thread: Worker, error: unknown): void {
    const [blamed, ...others] = this.#given.get(thread) ?? [];
    this.#given.delete(thread);
    blamed?.reject(new Crash(blamed.question.path, error));
    this.#waiting.unshift(...others);
    this.#hand();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#given.keys()].map((thread) => thread.terminate()));
  }
}

function settle({ question, resolve, reject }: Task, answer: Answer): void {
  if (answer.kind === 'examined') return resolve(answer);
  const { kind, error } = answer;
  if (kind === 'crash') return reject(new Crash(question.path, error));
  reject(kind === 'user error' && error instanceof Error ? new UserError(error.message) : error);
}
