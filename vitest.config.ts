// How the tests run: Python files are imported as text, as the bundle does.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      name: 'python-as-text',
      enforce: 'pre',
      transform: (code, id) => (/\.(py|md)$/.test(id) ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined),
    },
  ],
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
});
