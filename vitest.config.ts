// How the tests run: Python files are imported as text, as the bundle does; a fake stands in for the editor's module.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      name: 'python-as-text',
      enforce: 'pre',
      transform: (code, id) => (/\.(py|md|tmpl)$/.test(id) ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined),
    },
  ],
  resolve: { alias: { vscode: fileURLToPath(new URL('test/extension/vscode.ts', import.meta.url)) } },
  // What is in test/host runs inside VS Code.
  test: { include: ['test/**/*.test.ts'], exclude: ['test/host/**'], testTimeout: 30_000 },
});
