// One requirement as PEP 508 writes it: the distribution, and whether it admits one version only.

/** The name of a distribution as PEP 503 normalises it, e.g. `scikit-learn` for `Scikit_Learn`. */
export function normalised(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

export interface Requirement {
  readonly distribution: string;
  /** As written, without comments and hashes. */
  readonly text: string;
  readonly pinned: boolean;
  /** The version of `==` or `===`. */
  readonly version: string | undefined;
}

/** Reads `pandas[excel]>=2,<3; python_version > "3.9"` and `name @ https://...`; undefined for what is no requirement. */
export function parseRequirement(written: string): Requirement | undefined {
  const text = written.trim();
  const match = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/s.exec(text);
  if (!match) return undefined;
  const [, name = '', rest = ''] = match;
  const specifier =
    rest
      .split(';')[0]
      ?.trim()
      .replace(/^\((.*)\)$/, '$1') ?? '';
  if (specifier.startsWith('@'))
    return { distribution: normalised(name), text, pinned: isExactUrl(specifier.slice(1).trim()), version: undefined };
  if (specifier !== '' && !/^([<>=!~]=?|===)/.test(specifier)) return undefined;
  const exact = /^={2,3}\s*([^\s,*]+)$/.exec(specifier)?.[1];
  return { distribution: normalised(name), text, pinned: exact !== undefined, version: exact };
}

/** A URL names one version when it is a file, or a repository at a full commit. */
function isExactUrl(url: string): boolean {
  return /\.(whl|zip|tar\.gz)(#.*)?$/.test(url) || /@[0-9a-f]{40}(#.*)?$/.test(url);
}
