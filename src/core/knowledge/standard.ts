// Python's standard library as notebooks use it: what draws, iterates, and changes the process.
// Source: the Python 3.13 library reference; other functions of these modules are pure.

import { each } from './reading.ts';
import { FILE_TABLES } from './standard-files.ts';
import { ENVIRONMENT, FRESH, path, table } from './standard-table.ts';
import type { CallFact, LibraryTable } from './table.ts';

const DRAWS =
  'random uniform triangular betavariate expovariate gammavariate gauss lognormvariate normalvariate vonmisesvariate paretovariate ' +
  'weibullvariate randrange randint choice choices sample getrandbits randbytes binomialvariate';

const SEED = { name: 'a', position: 0 };

function drawing(from: 'random' | 'self'): Record<string, CallFact> {
  return {
    ...each('', DRAWS, { draws: { from } }),
    sample: { draws: { from }, returns: 'builtins.list' },
    choices: { draws: { from }, returns: 'builtins.list' },
    choice: { draws: { from }, shares: [0] },
    shuffle: { draws: { from }, mutates: [0], returns: 'none' },
    seed: { seeds: { generator: from, argument: SEED }, returns: 'none' },
    setstate: { seeds: { generator: from, argument: { name: 'state', position: 0 } }, returns: 'none' },
    getstate: { returns: 'builtins.tuple' },
  };
}

const under = (prefix: string, facts: Readonly<Record<string, CallFact>>): Record<string, CallFact> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [prefix + name, fact]));

const random = table('random', {
  functions: under('random.', drawing('random')),
  classes: {
    'random.Random': {
      role: 'generator',
      parameters: ['x'],
      construct: { draws: { from: 'fresh', seed: { name: 'x', position: 0 } } },
      methods: drawing('self'),
    },
    'random.SystemRandom': { methods: each('', `${DRAWS} shuffle`, { draws: { from: 'fresh' } }) },
  },
});

const CONSUMES: CallFact = { consumes: [0, 1, 2, 3], shares: [0, 1, 2, 3] };

const itertools = table('itertools', {
  functions: {
    ...each(
      'itertools.',
      'chain product combinations permutations combinations_with_replacement zip_longest islice cycle tee pairwise batched',
      CONSUMES,
    ),
    'itertools.chain.from_iterable': CONSUMES,
    'itertools.compress': CONSUMES,
    ...each('itertools.', 'starmap filterfalse takewhile dropwhile', { calls: [0], consumes: [1], shares: [1] }),
    ...each('itertools.', 'groupby accumulate', { consumes: [0], calls: [1, 'key', 'func'], shares: [0] }),
    ...each('itertools.', 'repeat count', { shares: [0] }),
  },
});

const functools = table('functools', {
  functions: {
    'functools.reduce': { calls: [0], consumes: [1], shares: [1, 2] },
    ...each('functools.', 'partial wraps update_wrapper lru_cache cache cached_property total_ordering cmp_to_key', { shares: [0] }),
  },
});

const collections = table('collections', {
  functions: { 'collections.namedtuple': {} },
  classes: {
    'collections.OrderedDict': {
      bases: ['builtins.dict'],
      construct: { consumes: [0], shares: [0] },
      methods: { move_to_end: { mutates: ['self'], returns: 'none' } },
    },
    'collections.defaultdict': { bases: ['builtins.dict'], construct: { shares: [0, 1] } },
    'collections.ChainMap': { bases: ['builtins.dict'], construct: { shares: [0, 1, 2, 3] } },
    'collections.Counter': {
      bases: ['builtins.dict'],
      construct: { consumes: [0] },
      methods: {
        subtract: { mutates: ['self'], returns: 'none' },
        ...each('', 'most_common elements total', { shares: ['self'] }),
      },
    },
    'collections.deque': {
      bases: ['builtins.list'],
      construct: { consumes: [0], shares: [0] },
      methods: {
        ...each('', 'appendleft extendleft rotate', { mutates: ['self'], returns: 'none' }),
        popleft: { mutates: ['self'], shares: ['self'] },
      },
    },
  },
});

const warnings = table('warnings', {
  functions: {
    ...each('warnings.', 'filterwarnings simplefilter resetwarnings', { sets: 'display', returns: 'none' }),
    'warnings.catch_warnings': { sets: 'display' },
    ...each('warnings.', 'warn warn_explicit showwarning', { shows: 'output', returns: 'none' }),
  },
});

const sys = table('sys', {
  functions: {
    ...each('sys.path.', 'append insert extend remove pop', ENVIRONMENT),
    ...each('sys.modules.', 'pop clear', ENVIRONMENT),
    ...each('sys.', 'setrecursionlimit settrace setprofile setswitchinterval', ENVIRONMENT),
    ...each('sys.stdout.', 'write writelines flush', { shows: 'output' }),
    ...each('sys.stderr.', 'write writelines flush', { shows: 'output' }),
  },
});

const copy = table('copy', { functions: { 'copy.copy': { shares: [0] }, 'copy.deepcopy': {} } });

/** The clock is no random generator; what it tells differs at each run. */
const time = table('time', {
  functions: {
    'time.sleep': { returns: 'none' },
    ...each('time.', 'time perf_counter monotonic process_time', { returns: 'builtins.float' }),
  },
});

const logging = table('logging', {
  functions: {
    ...each('logging.', 'debug info warning error critical exception log warn', { shows: 'output', returns: 'none' }),
    ...each('logging.', 'basicConfig disable captureWarnings', { sets: 'display', returns: 'none' }),
    'logging.getLogger': { returns: 'logging.Logger' },
    'logging.FileHandler': { writes: path('filename') },
  },
  classes: {
    'logging.Logger': {
      methods: {
        ...each('', 'debug info warning error critical exception log warn', { shows: 'output', returns: 'none' }),
        ...each('', 'setLevel addHandler removeHandler addFilter', { sets: 'display', returns: 'none' }),
      },
    },
  },
});

const uuid = table('uuid', { functions: each('uuid.', 'uuid1 uuid4', FRESH) });

const secrets = table('secrets', { functions: each('secrets.', 'token_bytes token_hex token_urlsafe choice randbelow randbits', FRESH) });

const gc = table('gc', { functions: each('gc.', 'collect disable enable', { returns: 'builtins.int' }) });

const heapq = table('heapq', {
  functions: {
    ...each('heapq.', 'heappush heapify heappop heapreplace heappushpop', { mutates: [0] }),
    ...each('heapq.', 'nlargest nsmallest', { consumes: [1], calls: ['key'], shares: [1] }),
    'heapq.merge': CONSUMES,
  },
});

const bisect = table('bisect', { functions: each('bisect.', 'insort insort_left insort_right', { mutates: [0], returns: 'none' }) });

const locale = table('locale', { functions: { 'locale.setlocale': ENVIRONMENT } });

const PURE_MODULES =
  'math cmath statistics fractions decimal numbers datetime calendar re string textwrap operator typing types abc enum dataclasses ' +
  'unicodedata difflib hashlib base64 binascii struct zlib html inspect ast keyword token contextlib __future__ platform ' +
  'argparse timeit weakref errno stat fnmatch colorsys xml';

const pureModule = (name: string): (() => LibraryTable) => table(name, {});

const pprint = table('pprint', { functions: each('pprint.', 'pprint pp', { shows: 'output', returns: 'none' }) });
const traceback = table('traceback', {
  functions: each('traceback.', 'print_exc print_stack print_exception', { shows: 'output', returns: 'none' }),
});
const array = table('array', { classes: { 'array.array': { bases: ['builtins.list'], construct: { consumes: [1] } } } });

/** What is imported by name changes no variable; reloading does. */
const importlib = table('importlib', { functions: { 'importlib.import_module': {} }, others: 'unknown' });

export const STANDARD_TABLES: Readonly<Record<string, () => LibraryTable>> = {
  ...FILE_TABLES,
  ...Object.fromEntries(PURE_MODULES.split(' ').map((name) => [name, pureModule(name)])),
  random,
  itertools,
  functools,
  collections,
  warnings,
  sys,
  copy,
  time,
  logging,
  uuid,
  secrets,
  gc,
  heapq,
  bisect,
  locale,
  pprint,
  traceback,
  array,
  importlib,
};
