// Python's standard library as notebooks use it: what draws, reads, writes, and changes the process.
// Source: the Python 3.13 library reference; other functions of these modules are pure.

import { each } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

interface Facts {
  readonly functions?: Readonly<Record<string, CallFact>>;
  readonly classes?: Readonly<Record<string, ClassFact>>;
  readonly others?: LibraryTable['others'];
  readonly aliases?: Readonly<Record<string, string>>;
}

function table(library: string, { functions = {}, classes = {}, others = 'pure', aliases }: Facts): () => LibraryTable {
  return () => ({
    library,
    version: '3.13',
    source: 'Python library reference',
    functions,
    classes,
    others,
    ...(aliases ? { aliases } : {}),
  });
}

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

/** Values that differ at each run, whatever is seeded. */
const FRESH: CallFact = { draws: { from: 'fresh' } };
const ENVIRONMENT: CallFact = { sets: 'environment' };
const path = (name: string, position = 0): { readonly name: string; readonly position: number } => ({ name, position });

const os = table('os', {
  functions: {
    ...each('os.', 'chdir putenv unsetenv umask', ENVIRONMENT),
    ...each('os.environ.', 'update setdefault pop __setitem__ clear', ENVIRONMENT),
    ...each('os.', 'mkdir rmdir remove unlink truncate utime chmod', { writes: path('path') }),
    ...each('os.', 'makedirs removedirs', { writes: path('name') }),
    ...each('os.', 'rename replace link symlink', { writes: path('dst', 1), reads: path('src') }),
    'os.renames': { writes: path('new', 1), reads: path('old') },
    ...each('os.', 'listdir scandir', { reads: path('path') }),
    'os.walk': { reads: path('top') },
    'os.stat': { reads: path('path') },
    ...each('os.path.', 'exists isfile lexists islink', { reads: path('path') }),
    'os.path.isdir': { reads: path('s') },
    ...each('os.path.', 'getsize getmtime getctime getatime', { reads: path('filename') }),
    'os.urandom': FRESH,
    ...each('os.', 'system popen', { reads: { name: '' }, writes: { name: '' } }),
    ...each('os.', 'getcwd getenv cpu_count getpid', {}),
  },
  aliases: { posixpath: 'os.path', ntpath: 'os.path' },
});

const PATH_READS: CallFact = { reads: { name: '' } };
const PATH_WRITES: CallFact = { writes: { name: '' } };

const pathlib = table('pathlib', {
  classes: {
    'pathlib.Path': {
      methods: {
        ...each('', 'read_text read_bytes exists is_file is_dir stat iterdir glob rglob open', PATH_READS),
        ...each('', 'write_text write_bytes mkdir rmdir unlink touch rename replace symlink_to hardlink_to', PATH_WRITES),
        open: { ...PATH_READS, ...PATH_WRITES, returns: 'builtins.file' },
      },
    },
  },
});

const glob = table('glob', { functions: each('glob.', 'glob iglob', { reads: path('pathname'), returns: 'builtins.list' }) });

const shutil = table('shutil', {
  functions: {
    ...each('shutil.', 'copy copy2 copyfile copytree move copymode copystat', { reads: path('src'), writes: path('dst', 1) }),
    'shutil.rmtree': { writes: path('path') },
    'shutil.make_archive': { writes: path('base_name'), writesWith: '.' },
    'shutil.unpack_archive': { reads: path('filename'), writes: { name: 'extract_dir', position: 1 } },
    'shutil.copyfileobj': { mutates: [0, 1] },
  },
});

/** What is written to a file object moves it; the file itself is known from `open`. */
const serialiser = (library: string): (() => LibraryTable) =>
  table(library, {
    functions: {
      [`${library}.dump`]: { mutates: [1], returns: 'none' },
      [`${library}.load`]: { mutates: [0] },
      [`${library}.dumps`]: {},
      [`${library}.loads`]: {},
    },
  });

const FILE_OBJECT: ClassFact = { bases: ['builtins.file'] };

const io = table('io', {
  classes: { ...each('io.', 'StringIO BytesIO', FILE_OBJECT), ...each('io.', 'TextIOWrapper BufferedReader', FILE_OBJECT) },
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

const QUERIES = 'execute executemany executescript close';
const MOVES: CallFact = { mutates: ['self'] };

const sqlite = table('sqlite3', {
  functions: { 'sqlite3.connect': { returns: 'sqlite3.Connection', reads: path('database') } },
  classes: {
    'sqlite3.Connection': { methods: each('', `${QUERIES} commit rollback cursor`, MOVES) },
    'sqlite3.Cursor': { methods: each('', `${QUERIES} fetchone fetchmany fetchall`, MOVES) },
  },
});

const OUTSIDE: CallFact = { reads: { name: '' } };

const urllib = table('urllib', {
  functions: {
    'urllib.request.urlretrieve': { reads: path('url'), writes: { name: 'filename', position: 1 } },
    'urllib.request.urlopen': OUTSIDE,
  },
});

const subprocess = table('subprocess', {
  functions: each('subprocess.', 'run call check_call check_output Popen getoutput getstatusoutput', {
    reads: { name: '' },
    writes: { name: '' },
  }),
});

const ARCHIVE: CallFact = { writes: path('path', 0), mutates: ['self'] };

const zipfile = table('zipfile', {
  classes: {
    'zipfile.ZipFile': {
      construct: { reads: path('file') },
      methods: {
        extractall: ARCHIVE,
        extract: { writes: path('path', 1) },
        ...each('', 'write writestr close', { mutates: ['self'] }),
        open: { shares: ['self'], returns: 'builtins.file' },
      },
    },
  },
});

const tarfile = table('tarfile', {
  functions: { 'tarfile.open': { reads: path('name'), returns: 'tarfile.TarFile' } },
  classes: {
    'tarfile.TarFile': {
      methods: { extractall: ARCHIVE, extract: { writes: path('path', 1) }, ...each('', 'add close', { mutates: ['self'] }) },
    },
  },
});

const csv = table('csv', {
  functions: {
    ...each('csv.', 'reader DictReader', { shares: [0], mutates: [0] }),
    ...each('csv.', 'register_dialect unregister_dialect field_size_limit', { sets: 'values' }),
    ...each('csv.', 'writer DictWriter', { returns: 'csv.writer', shares: [0] }),
  },
  classes: { 'csv.writer': { methods: each('', 'writerow writerows writeheader', { mutates: ['self'] }) } },
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
const TEMPORARY: CallFact = { writes: { name: '' } };
const tempfile = table('tempfile', {
  functions: {
    ...each('tempfile.', 'mkstemp mkdtemp', TEMPORARY),
    ...each('tempfile.', 'TemporaryFile NamedTemporaryFile', { ...TEMPORARY, returns: 'builtins.file' }),
  },
});
const gzip = table('gzip', { functions: { 'gzip.open': { reads: path('filename'), returns: 'builtins.file' } } });
const locale = table('locale', { functions: { 'locale.setlocale': ENVIRONMENT } });

const PURE_MODULES =
  'math cmath statistics fractions decimal numbers datetime calendar re string textwrap operator typing types abc enum dataclasses ' +
  'unicodedata difflib hashlib base64 binascii struct zlib html inspect ast keyword token contextlib __future__ platform ' +
  'argparse concurrent timeit weakref errno stat fnmatch colorsys xml';

const pureModule = (name: string): (() => LibraryTable) => table(name, {});

const pprint = table('pprint', { functions: each('pprint.', 'pprint pp', { shows: 'output', returns: 'none' }) });
const traceback = table('traceback', {
  functions: each('traceback.', 'print_exc print_stack print_exception', { shows: 'output', returns: 'none' }),
});
const array = table('array', { classes: { 'array.array': { bases: ['builtins.list'], construct: { consumes: [1] } } } });

export const STANDARD_TABLES: Readonly<Record<string, () => LibraryTable>> = {
  ...Object.fromEntries(PURE_MODULES.split(' ').map((name) => [name, pureModule(name)])),
  random,
  os,
  pathlib,
  glob,
  shutil,
  io,
  itertools,
  functools,
  collections,
  warnings,
  sys,
  copy,
  time,
  logging,
  urllib,
  subprocess,
  zipfile,
  tarfile,
  csv,
  uuid,
  secrets,
  gc,
  heapq,
  bisect,
  locale,
  pprint,
  traceback,
  array,
  tempfile,
  gzip,
  sqlite3: sqlite,
  pickle: serialiser('pickle'),
  json: serialiser('json'),
  dill: serialiser('dill'),
  cloudpickle: serialiser('cloudpickle'),
  marshal: serialiser('marshal'),
};
