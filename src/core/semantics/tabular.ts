// What the header and the first rows of a data file tell of the frame that pandas makes of it.

import { dsvFormat } from 'd3-dsv';

import { argumentOf, type Arguments } from './arguments.ts';
import { textsOf } from './containers.ts';
import type { Machine } from './machine.ts';
import type { TableSample } from './ports.ts';
import { pathOf } from './specials.ts';
import { closedSchema, type Amount, type Content, type Schema } from './states.ts';
import { stringOf } from './values.ts';

/** Rows of a sample that are looked at. */
const MOST_ROWS = 1000;
/** As many missing values as this do not all land in one part of a split. */
const MANY = 20;

/** Arguments of `read_csv` that change neither the names of columns nor which values are text or missing. */
const HARMLESS = new Set(
  'encoding encoding_errors low_memory engine skipinitialspace memory_map nrows header sep delimiter index_col usecols filepath_or_buffer on_bad_lines error_bad_lines warn_bad_lines quotechar verbose squeeze'.split(
    ' ',
  ),
);
/** These change what values are, but no name. */
const CONTENT_ONLY = new Set(
  'dtype parse_dates date_parser date_format infer_datetime_format dayfirst na_values keep_default_na na_filter thousands decimal converters true_values false_values'.split(
    ' ',
  ),
);

/** Texts that pandas takes for a missing value, as its manual lists them for `na_values`. */
const MISSING = new Set(
  ['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN', '<NA>', 'N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'], // prettier-ignore
);

/** The frame that `read_csv` gives, as far as the file beside the notebook tells. */
export function schemaOfFile(m: Machine, method: string, args: Arguments): Schema | undefined {
  if (method !== 'read_csv' && method !== 'read_table') return undefined;
  const path = pathOf(argumentOf(args, { name: 'filepath_or_buffer', position: 0 }));
  // A notebook that has gone to another folder, or wrote the file itself, reads something else.
  if (path === undefined || args.starred || m.writers.get(`file:${path}`)) return undefined;
  const sample = m.flags.get('folderChanged') ? undefined : m.sample(path);
  if (sample?.kind !== 'file' || sample.text === undefined) return undefined;
  const names = [...args.named.keys()];
  if (args.positional.length > 2 || !names.every((each) => HARMLESS.has(each) || CONTENT_ONLY.has(each))) return undefined;
  const separator = argumentOf(args, { name: 'sep', position: 1, also: ['delimiter'] });
  const delimiter = separator ? stringOf(separator) : method === 'read_table' ? '\t' : ',';
  const header = args.named.get('header');
  if (delimiter?.length !== 1 || (header && header.constant?.value !== 0 && header.constant?.value !== 'infer')) return undefined;
  return chosen(schemaOf(sample, delimiter, names), args);
}

/** After `index_col` and `usecols`. */
function chosen(schema: Schema | undefined, args: Arguments): Schema | undefined {
  if (!schema) return undefined;
  let columns = [...schema.columns];
  const used = args.named.get('usecols');
  if (used) {
    const names = textsOf(used);
    if (!names) return undefined;
    columns = columns.filter(([name]) => names.includes(name));
  }
  const index = args.named.get('index_col')?.constant;
  if (!args.named.has('index_col') || index?.value === null || index?.value === false) return closedSchema(columns, true);
  const at = typeof index?.value === 'number' ? index.value : columns.findIndex(([name]) => name === index?.value);
  return index === undefined || at < 0 ? undefined : closedSchema(columns.toSpliced(at, 1), false);
}

function schemaOf(sample: TableSample, delimiter: string, names: readonly string[]): Schema | undefined {
  const [header, ...rows] = rowsOf(sample, delimiter);
  if (!header || header.length === 0 || new Set(header).size !== header.length) return undefined;
  // One value more than names: pandas takes the first for the index.
  if (rows.some((row) => row.length > header.length)) return undefined;
  const whole = sample.whole === true && rows.length < MOST_ROWS;
  const sure = !names.some((each) => CONTENT_ONLY.has(each));
  return closedSchema(
    header.map((name, at) => {
      const content = contentOf(
        rows.map((row) => row[at] ?? ''),
        whole,
      );
      return [name === '' ? `Unnamed: ${at}` : name, sure ? content : { missing: 'unknown', text: 'unknown' }];
    }),
    true,
  );
}

function rowsOf({ text = '', whole }: TableSample, delimiter: string): readonly (readonly string[])[] {
  // The last line of a part is cut somewhere; a line that opens no quote that it does not close ends at its break.
  const complete = whole === true ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const rows = dsvFormat(delimiter).parseRows(complete.replace(/^\uFEFF/, ''), (row, at) => (at <= MOST_ROWS ? row : null));
  const filled = rows.filter((row) => row.length > 1 || row[0] !== '');
  return whole === true ? filled : filled.slice(0, -1);
}

function contentOf(values: readonly string[], whole: boolean): Content {
  const missing = values.filter((each) => MISSING.has(each)).length;
  const present = values.filter((each) => !MISSING.has(each));
  const text = present.some((each) => !isNumber(each) && !/^(true|false)$/i.test(each));
  const amount: Amount = missing >= MANY ? 'many' : missing > 0 ? 'few' : whole ? 'none' : 'unknown';
  return { missing: amount, text: text ? 'yes' : whole ? 'no' : 'unknown' };
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text.trim().replace(/^([+-]?)inf(inity)?$/i, '1')));
}
