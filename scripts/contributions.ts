// What the extension's manifest says that is made from the code: the settings, with every rule among them.

import { RULES } from '../src/core/rules/index.ts';

const LEVELS = ['error', 'warning', 'information', 'off'];

/** `contributes.configuration` of package.json. */
export function configurationContribution(): object {
  const rules = Object.fromEntries(
    RULES.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: LEVELS,
        markdownDescription: `${rule.summary} Without a value: \`${rule.enabled === false ? 'off' : rule.severity}\`.`,
      },
    ]),
  );
  return {
    title: 'nbship',
    properties: {
      'nbship.enable': {
        type: 'boolean',
        default: true,
        scope: 'resource',
        markdownDescription: 'Check Python notebooks that are open.',
      },
      'nbship.run': {
        type: 'string',
        enum: ['onType', 'onSave'],
        enumDescriptions: ['While you type, a moment after the last key.', 'When the notebook is opened and when it is saved.'],
        default: 'onType',
        scope: 'resource',
        markdownDescription: 'When open notebooks are checked.',
      },
      'nbship.rules': {
        type: 'object',
        default: {},
        scope: 'resource',
        additionalProperties: false,
        properties: rules,
        markdownDescription:
          'How loudly each rule speaks, or `off`. It wins over `nbship.toml` and `pyproject.toml`, which the command line reads as well: put there what holds for everybody in a project.',
      },
      'nbship.dependencies': {
        type: 'array',
        items: { type: 'string' },
        default: [],
        scope: 'resource',
        markdownDescription:
          'The files that say which versions your notebooks want, relative to the workspace folder, e.g. `requirements/study.txt`. Empty: those that `nbship.toml` or `pyproject.toml` names, else the nearest ones up the tree.',
      },
      'nbship.cellStatus': {
        type: 'boolean',
        default: true,
        scope: 'resource',
        markdownDescription: 'Mark cells that were edited since they ran, or whose inputs changed, in the line below the cell.',
      },
      'nbship.python': {
        type: 'string',
        default: '',
        scope: 'machine-overridable',
        markdownDescription:
          'The interpreter that runs your notebooks, for suggesting exact versions and for exports. Empty: the one chosen in the Python extension, else `python.defaultInterpreterPath`, else `.venv`, else the one on the PATH. It is only asked in trusted workspaces.',
      },
    },
  };
}
