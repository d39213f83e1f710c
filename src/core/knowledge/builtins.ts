// Python's own functions and types. Source: the Python 3.13 library reference, "Built-in Functions" and "Built-in Types".

import { each } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const PURE: CallFact = {};
const CHANGES: CallFact = { mutates: ['self'], returns: 'none' };

const functions: Readonly<Record<string, CallFact>> = {
  ...each('builtins.', 'abs ascii callable chr divmod getattr hash id issubclass ord pow repr round vars aiter anext', PURE),
  'builtins.len': { returns: 'builtins.int', form: true },
  ...each('builtins.', 'type isinstance hasattr', { form: true }),
  ...each('builtins.', 'bin hex oct format ascii repr chr', { returns: 'builtins.str' }),
  ...each('builtins.', 'all any', { returns: 'builtins.bool', consumes: [0] }),
  'builtins.dir': { returns: 'builtins.list' },
  'builtins.sum': { consumes: [0] },
  ...each('builtins.', 'min max', { consumes: [0], calls: ['key'], shares: [0] }),
  'builtins.sorted': { consumes: [0], calls: ['key'], returns: 'builtins.list', shares: [0] },
  'builtins.reversed': { shares: [0] },
  'builtins.enumerate': { consumes: [0], shares: [0] },
  'builtins.zip': { consumes: [0, 1, 2, 3, 4], shares: [0, 1, 2, 3, 4] },
  'builtins.map': { calls: [0], consumes: [1, 2, 3, 4], shares: [1, 2, 3, 4] },
  'builtins.filter': { calls: [0], consumes: [1], shares: [1] },
  'builtins.iter': { shares: [0] },
  'builtins.next': { mutates: [0], shares: [0], consumes: [0] },
  'builtins.print': { shows: 'output', returns: 'none' },
  'builtins.display': { shows: 'output', returns: 'none' },
  'builtins.input': { returns: 'builtins.str', sets: 'environment' },
  'builtins.setattr': { mutates: [0], returns: 'none' },
  'builtins.delattr': { mutates: [0], returns: 'none' },
  'builtins.open': { reads: { name: 'file', position: 0 }, returns: 'builtins.file' },
  'builtins.help': { shows: 'output', returns: 'none' },
  'builtins.get_ipython': { returns: 'IPython.InteractiveShell' },
};

const SEQUENCE: Readonly<Record<string, CallFact>> = each('', 'count index', { returns: 'builtins.int' });

const LIST: ClassFact = {
  construct: { consumes: [0], shares: [0] },
  methods: {
    ...SEQUENCE,
    ...each('', 'append insert remove clear reverse', CHANGES),
    extend: { ...CHANGES, consumes: [0] },
    sort: { ...CHANGES, calls: ['key'] },
    pop: { mutates: ['self'], shares: ['self'] },
    copy: { returns: 'builtins.list', shares: ['self'] },
  },
};

const DICT: ClassFact = {
  construct: { consumes: [0], shares: [0] },
  methods: {
    ...each('', 'keys values items get', { shares: ['self'] }),
    update: { ...CHANGES, consumes: [0] },
    clear: CHANGES,
    ...each('', 'pop popitem setdefault', { mutates: ['self'], shares: ['self'] }),
    copy: { returns: 'builtins.dict', shares: ['self'] },
    fromkeys: { returns: 'builtins.dict', consumes: [0] },
  },
};

const SET_READS: Readonly<Record<string, CallFact>> = {
  ...each('', 'union intersection difference symmetric_difference copy', { returns: 'builtins.set', shares: ['self'] }),
  ...each('', 'isdisjoint issubset issuperset', { returns: 'builtins.bool' }),
};

const SET: ClassFact = {
  construct: { consumes: [0] },
  methods: {
    ...SET_READS,
    ...each('', 'add discard remove clear update intersection_update difference_update symmetric_difference_update', CHANGES),
    pop: { mutates: ['self'] },
  },
};

const TEXT = {
  ...each(
    '',
    'capitalize casefold center encode expandtabs format format_map join ljust lower lstrip replace removeprefix removesuffix rjust ' +
      'rstrip strip swapcase title translate upper zfill maketrans',
    { returns: 'builtins.str' },
  ),
  ...each('', 'count find index rfind rindex', { returns: 'builtins.int' }),
  ...each(
    '',
    'endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper startswith',
    {
      returns: 'builtins.bool',
    },
  ),
  ...each('', 'split rsplit splitlines', { returns: 'builtins.list', holds: 'builtins.str' }),
  ...each('', 'partition rpartition', { returns: 'builtins.tuple' }),
} satisfies Readonly<Record<string, CallFact>>;

/** A file object moves its position as it is read; what it writes is its file, known from `open`. */
const FILE: ClassFact = {
  methods: {
    ...each('', 'read readline', { mutates: ['self'], returns: 'builtins.str' }),
    readlines: { mutates: ['self'], returns: 'builtins.list', holds: 'builtins.str' },
    ...each('', 'write writelines seek truncate flush close detach', { mutates: ['self'] }),
    ...each('', 'tell fileno', { returns: 'builtins.int' }),
    ...each('', 'isatty readable seekable writable', { returns: 'builtins.bool' }),
  },
};

/** Bytes have most methods of text; what gives text gives bytes here. */
const NOT_IN_BYTES = new Set('casefold encode format format_map isdecimal isidentifier isnumeric isprintable'.split(' '));
const BYTES: Readonly<Record<string, CallFact>> = {
  ...Object.fromEntries(
    Object.entries<CallFact>(TEXT)
      .filter(([name]) => !NOT_IN_BYTES.has(name))
      .map(([name, fact]) => [
        name,
        fact.returns === 'builtins.str'
          ? { returns: 'builtins.bytes' }
          : fact.holds
            ? { returns: 'builtins.list', holds: 'builtins.bytes' }
            : fact,
      ]),
  ),
  ...each('', 'decode hex', { returns: 'builtins.str' }),
};

const classes: Readonly<Record<string, ClassFact>> = {
  'builtins.list': LIST,
  'builtins.dict': DICT,
  'builtins.set': SET,
  'builtins.frozenset': { construct: { consumes: [0] }, methods: SET_READS },
  'builtins.tuple': { construct: { consumes: [0], shares: [0] }, methods: SEQUENCE },
  'builtins.str': { methods: TEXT },
  'builtins.bytes': { methods: BYTES },
  'builtins.bytearray': {
    bases: ['builtins.bytes'],
    methods: each('', 'append extend insert remove clear reverse pop', { mutates: ['self'] }),
  },
  ...each('builtins.', 'int bool', {
    methods: each('', 'bit_length bit_count to_bytes from_bytes as_integer_ratio conjugate', PURE),
  } satisfies ClassFact),
  'builtins.float': { methods: each('', 'as_integer_ratio is_integer conjugate hex fromhex', PURE) },
  'builtins.complex': { methods: each('', 'conjugate', PURE) },
  'builtins.range': { methods: SEQUENCE },
  'builtins.slice': { methods: each('', 'indices', PURE) },
  'builtins.file': FILE,
  'builtins.binaryfile': {
    bases: ['builtins.file'],
    methods: { ...each('', 'read readline', { mutates: ['self'] }), readlines: { mutates: ['self'], returns: 'builtins.list' } },
  },
  'builtins.memoryview': { construct: { shares: [0] } },
};

export function builtinsTable(): LibraryTable {
  return { library: 'builtins', version: '3.13', source: 'Python library reference', functions, classes, others: 'pure' };
}
