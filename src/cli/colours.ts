// Whether and how output is coloured: a flag wins over the environment, the environment over what the output is.

import colors from 'picocolors';

import type { Style } from '../core/report/text.ts';
import type { Host } from './host.ts';

export type ColourChoice = 'auto' | 'always' | 'never';

/** https://no-color.org and https://bixense.com/clicolors, with FORCE_COLOR as Node reads it. */
export function usesColour({ env, isTerminal }: Pick<Host, 'env' | 'isTerminal'>, choice: ColourChoice): boolean {
  if (choice !== 'auto') return choice === 'always';
  const { NO_COLOR: no = '', FORCE_COLOR: force, CLICOLOR_FORCE: clicolorForce = '0', CLICOLOR: clicolor, TERM: term } = env;
  if (no !== '') return false;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (clicolorForce !== '0' && clicolorForce !== '') return true;
  return isTerminal && term !== 'dumb' && clicolor !== '0';
}

export function styleOf(coloured: boolean): Style {
  const { bold, dim, red, yellow, cyan } = colors.createColors(coloured);
  const paint = { error: red, warning: yellow, information: cyan };
  return { bold, dim, severity: (severity, text) => paint[severity](text) };
}
