// From the text of a file to its model and findings; what every command starts with.

import { readNotebook } from '../core/notebook/read.ts';
import type { Notebook, ReadResult } from '../core/notebook/notebook.ts';
import { parseModule } from '../core/python/parse.ts';
import { buildModel } from '../core/semantics/build.ts';
import type { Model } from '../core/semantics/model.ts';
import type { Ports } from '../core/semantics/ports.ts';

export function modelOf(notebook: Notebook, ports: Ports): Model {
  const modules = notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python').map((each) => parseModule(each));
  return buildModel(notebook, modules, ports);
}

export type { ReadResult };
export { readNotebook };
