// The text of a finding where an editor shows it: what, and below it why and how.

import type { Finding } from '../rules/rule.ts';

export function diagnosticText({ message, why, how }: Finding): string {
  return [sentence(message), [why, how].filter((each) => each !== '').join(' ')].filter((each) => each !== '').join('\n');
}

/** E.g. `this cell was edited.` begins with a capital where it stands alone. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
