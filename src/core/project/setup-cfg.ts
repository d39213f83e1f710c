// Reads `install_requires` and `extras_require` of setup.cfg: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html

import type { Declaration } from '../semantics/ports.ts';
import { declarationOf, NOTHING, type Declared } from './reading.ts';

export function setupCfg(path: string, text: string): Declared {
  const declarations: Declaration[] = [];
  let section = '';
  let key = '';
  text.split(/\r?\n/).forEach((line, at) => {
    if (/^\s*[#;]/.test(line)) return;
    section = /^\[\s*(.+?)\s*\]/.exec(line)?.[1] ?? section;
    const own = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (own) key = own[1] ?? '';
    else if (/^\S/.test(line)) key = '';
    const wanted = (section === 'options' && key === 'install_requires') || (section === 'options.extras_require' && key !== '');
    const written = (own ? (own[2] ?? '') : line).trim();
    if (wanted && written !== '') declarations.push(...declarationOf(path, at + 1, written));
  });
  return { ...NOTHING, declarations };
}
