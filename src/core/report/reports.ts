// The reports that programs read, by the name of their format.

import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import type { Outcome } from './reported.ts';
import { sarifReport, type SarifTool } from './sarif.ts';

export type ProgramFormat = 'json' | 'sarif' | 'github' | 'gitlab' | 'junit';

export function programReport(format: ProgramFormat, outcome: Outcome, tool: SarifTool): string {
  switch (format) {
    case 'json':
      return jsonReport(outcome);
    case 'sarif':
      return sarifReport(outcome, tool);
    case 'github':
      return githubReport(outcome);
    case 'gitlab':
      return gitlabReport(outcome);
    case 'junit':
      return junitReport(outcome);
  }
}
