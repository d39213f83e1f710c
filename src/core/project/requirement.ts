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
  const distribution = normalised(name);
  if (rest.startsWith('@')) {
    // A URL may hold a semicolon; only one after white space begins a marker.
    const [url = ''] = rest.slice(1).trim().split(/\s+;/);
    return { distribution, text, pinned: isExactUrl(url), version: undefined };
  }
  const [bare = ''] = rest.split(';');
  const specifier = bare.trim().replace(/^\((.*)\)$/, '$1');
  if (specifier !== '' && !/^[<>=!~]=?=?\s*[\w*]/.test(specifier)) return undefined;
  const version = exactVersion(specifier);
  return { distribution, text, pinned: version !== undefined, version };
}

/** The version of an `==` clause without a wildcard, e.g. `2.0` in `==2.0,!=2.0.1`: no other clause can admit a second one. */
function exactVersion(specifier: string): string | undefined {
  for (const clause of specifier.split(',')) {
    const exact = /^\s*={2,3}\s*([^\s*]+)\s*$/.exec(clause)?.[1];
    if (exact !== undefined) return exact;
  }
  return undefined;
}

/** A URL names one version when it is a file, or a repository at a commit; an archive of a branch is neither. */
export function isExactUrl(url: string): boolean {
  const [address = ''] = url.split('#');
  if (/\/(main|master|develop|dev|HEAD)\.(zip|tar\.gz)$/.test(address)) return false;
  return /\.(whl|zip|tar\.gz|tgz|tar\.bz2)$/.test(address) || /@[0-9a-f]{7,40}$/.test(address);
}
