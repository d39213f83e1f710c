// The modules of Python's standard library that read and write: files, archives, databases, other programs, the network.
// Source: the Python 3.13 library reference; other functions of these modules are pure.

import { each } from './reading.ts';
import { ENVIRONMENT, FRESH, path, table } from './standard-table.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const os = table('os', {
  functions: {
    ...each('os.', 'chdir putenv unsetenv umask', ENVIRONMENT),
    ...each('os.environ.', 'update setdefault pop __setitem__ clear', ENVIRONMENT),
    ...each('os.', 'mkdir rmdir remove unlink truncate utime chmod', { writes: path('path') }),
    ...each('os.', 'makedirs removedirs', { writes: path('name') }),
    ...each('os.', 'rename replace link symlink', { writes: path('dst', 1), reads: path('src') }),
    'os.renames': { writes: path('new', 1), reads: path('old') },
    'os.listdir': { reads: path('path'), returns: 'builtins.list', unordered: true },
    'os.scandir': { reads: path('path'), returns: 'builtins.object', unordered: true },
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
        ...each('', 'read_text read_bytes exists is_file is_dir stat open', PATH_READS),
        ...each('', 'iterdir glob rglob', { ...PATH_READS, returns: 'builtins.object', unordered: true } satisfies CallFact),
        ...each('', 'write_text write_bytes mkdir rmdir unlink touch rename replace symlink_to hardlink_to', PATH_WRITES),
        open: { ...PATH_READS, ...PATH_WRITES, returns: 'builtins.file' },
      },
    },
  },
});

const glob = table('glob', {
  functions: each('glob.', 'glob iglob', { reads: path('pathname'), returns: 'builtins.list', unordered: true }),
});

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

const TEMPORARY: CallFact = { writes: { name: '' } };

const tempfile = table('tempfile', {
  functions: {
    ...each('tempfile.', 'mkstemp mkdtemp', TEMPORARY),
    ...each('tempfile.', 'TemporaryFile NamedTemporaryFile', { ...TEMPORARY, returns: 'builtins.file' }),
  },
});

const gzip = table('gzip', { functions: { 'gzip.open': { reads: path('filename'), returns: 'builtins.file' } } });

export const FILE_TABLES: Readonly<Record<string, () => LibraryTable>> = {
  os,
  pathlib,
  glob,
  shutil,
  io,
  urllib,
  subprocess,
  zipfile,
  tarfile,
  csv,
  tempfile,
  gzip,
  sqlite3: sqlite,
  pickle: serialiser('pickle'),
  json: serialiser('json'),
  dill: serialiser('dill'),
  cloudpickle: serialiser('cloudpickle'),
  marshal: serialiser('marshal'),
};
