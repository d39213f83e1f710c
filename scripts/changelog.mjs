// What the changelog says of a version.

/**
 * The day on which a version was released: `## 0.2.0 (2026-12-01)` gives `2026-12-01`, `## 0.2.0 (not released yet)` nothing.
 * @param {string} changelog
 * @param {string} version
 * @returns {string | undefined}
 */
export function releaseDay(changelog, version) {
  const headings = changelog.split('\n').filter((line) => line.startsWith(`## ${version} `));
  return headings.map((line) => /\((\d{4}-\d{2}-\d{2})\)$/.exec(line.trim())?.[1]).find((day) => day !== undefined);
}
