// An environment as an interpreter tells it, for tests that start none.

import type { Environment } from '../../src/machine/environment.ts';

/** One of Python 3.11 in which nothing is installed but what is given. */
export function environmentWith(facts: Partial<Environment>): Environment {
  return {
    interpreter: 'python3',
    python: '3.11.7',
    implementation: 'cpython',
    platform: 'linux',
    prefix: '/usr',
    conda: false,
    installed: {},
    packages: {},
    standard_library: [],
    paths: [],
    ...facts,
  };
}
