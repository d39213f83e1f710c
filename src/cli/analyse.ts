// From the text of a file to its model and findings; what every command starts with.

import { UserError } from '../core/config/settings.ts';
import { problemText } from '../core/report/checked.ts';
import { readNotebook } from '../core/notebook/read.ts';
import type { Notebook } from '../core/notebook/notebook.ts';
import { portsWithInline } from '../core/project/inline.ts';
import { parseModule } from '../core/python/parse.ts';
import { buildModel } from '../core/semantics/build.ts';
import type { Model } from '../core/semantics/model.ts';
import type { Ports } from '../core/semantics/ports.ts';

export function modelOf(notebook: Notebook, ports: Ports): Model {
  const modules = notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python').map((each) => parseModule(each));
  return buildModel(notebook, modules, portsWithInline(ports, notebook));
}

/** The notebook in a text; throws a UserError where it holds none, or one of another language. */
export function notebookFrom(shownAs: string, text: string): Notebook {
  const result = readNotebook(shownAs, text);
  if (result.kind === 'notebook') return result.notebook;
  throw new UserError(result.kind === 'skipped' ? `${shownAs}: ${result.reason}` : problemText(result.problem));
}

export { readNotebook };
