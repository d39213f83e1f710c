// Scripts by which shells complete a command line; all that they offer is written into them, so that a Tab starts no program.

import { flagHead, type Completion, type Flag, type Usage } from './flags.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

export interface Described {
  readonly name: string;
  readonly summary: string;
  /** Undefined for a command that does not describe its flags; only its name is offered. */
  readonly usage: Usage | undefined;
}

export function completionScript(shell: Shell, commands: readonly Described[], rules: readonly string[]): string {
  switch (shell) {
    case 'bash':
      return bash(commands, rules);
    case 'zsh':
      return zsh(commands, rules);
    case 'fish':
      return fish(commands, rules);
    case 'powershell':
      return powershell(commands, rules);
  }
}

const HELP: Flag = { help: 'show how it is used' };

function flagsOf({ usage }: Described): readonly (readonly [string, Flag])[] {
  return [...Object.entries(usage?.flags ?? {}), ['help', HELP]];
}

/** `--config`, `-o --output`. */
function spellings([name, { short }]: readonly [string, Flag]): readonly string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`];
}

/** Words that a value may be; undefined where it is a file, a folder or anything. */
function wordsOf(
  completes: Flag['completes'] | readonly string[],
  choices: Flag['choices'],
  rules: readonly string[],
): readonly string[] | undefined {
  if (choices) return choices;
  if (typeof completes === 'object') return completes;
  return completes === 'rule' ? rules : undefined;
}

function takesValue({ value, choices }: Flag): boolean {
  return value !== undefined || choices !== undefined;
}

function bash(commands: readonly Described[], rules: readonly string[]): string {
  const offer = (completes: Completion | readonly string[] | undefined, choices: Flag['choices']): string => {
    const words = wordsOf(completes, choices, rules);
    if (words) return `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$cur"))`;
    if (completes === 'folder') return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur")';
    return completes === 'file' ? 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur")' : 'COMPREPLY=()';
  };
  const cases = commands.map((each) => {
    const values = flagsOf(each)
      .filter(([, flag]) => takesValue(flag))
      .map((entry) => `        ${spellings(entry).join('|')}) ${offer(entry[1].completes, entry[1].choices)}; return;;`);
    const flags = flagsOf(each).flatMap(spellings).join(' ');
    return `    ${each.name})
      case "$prev" in
${values.join('\n')}${values.length > 0 ? '\n' : ''}        *) ;;
      esac
      if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "${flags}" -- "$cur")); return; fi
      ${offer(each.usage?.takes, undefined)};;`;
  });
  return `# bash completion of nbship
_nbship() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${[...commands.map((each) => each.name), '--help', '--version'].join(' ')}" -- "$cur"))
    return
  fi
  # \`--format=json\` comes as three words.
  if [[ "$cur" == "=" ]]; then cur=""; elif [[ "$prev" == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) ;;
  esac
}
complete -F _nbship nbship
`;
}

/** Text inside single quotes, and without what zsh's _arguments reads as its own marks. */
function zshText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "'\\''").replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:');
}

function zsh(commands: readonly Described[], rules: readonly string[]): string {
  const action = (completes: Completion | readonly string[] | undefined, choices: Flag['choices'], list = false): string => {
    const words = wordsOf(completes, choices, rules);
    if (words) return list ? `_values -s , value ${words.join(' ')}` : `(${words.join(' ')})`;
    return completes === 'folder' ? '_files -/' : completes === 'file' ? '_files' : ' ';
  };
  const cases = commands.map((each) => {
    const lines = flagsOf(each).flatMap((entry) =>
      spellings(entry).map((spelling) => {
        const flag = entry[1];
        const value = takesValue(flag) ? `:${zshText(flag.value ?? entry[0])}:${action(flag.completes, flag.choices, flag.list)}` : '';
        return `        '${flag.list ? '*' : ''}${spelling}[${zshText(flag.help)}]${value}'`;
      }),
    );
    return `      ${each.name}) _arguments \\\n${[...lines, `        '*:argument:${action(each.usage?.takes, undefined)}'`].join(' \\\n')} ;;`;
  });
  const list = commands.map((each) => `    '${each.name}:${zshText(each.summary)}'`).join('\n');
  return `#compdef nbship
_nbship() {
  local -a commands
  commands=(
${list}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _nbship nbship
`;
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fish(commands: readonly Described[], rules: readonly string[]): string {
  const names = commands.map((each) => each.name).join(' ');
  const lines = commands.flatMap((each) => {
    const within = `complete -c nbship -n '__fish_seen_subcommand_from ${each.name}'`;
    const flags = flagsOf(each).map(([name, flag]) => {
      const words = wordsOf(flag.completes, flag.choices, rules);
      const short = flag.short === undefined ? '' : ` -s ${flag.short}`;
      const folder = flag.completes === 'folder' ? ` -a '(__fish_complete_directories)'` : '';
      const value = !takesValue(flag) ? '' : words ? ` -x -a '${words.join(' ')}'` : flag.completes === 'file' ? ' -r -F' : ` -x${folder}`;
      return `${within} -l ${name}${short}${value} -d ${fishText(flag.help)}`;
    });
    const words = wordsOf(each.usage?.takes, undefined, rules);
    const own = words ? [`${within} -f -a '${words.join(' ')}'`] : each.usage?.takes === undefined ? [] : [`${within} -F`];
    return [`complete -c nbship -f -n '__fish_use_subcommand' -a ${each.name} -d ${fishText(each.summary)}`, ...flags, ...own];
  });
  return `# fish completion of nbship: ${names}\n${lines.join('\n')}\n`;
}

function powershell(commands: readonly Described[], rules: readonly string[]): string {
  const text = (each: string): string => `'${each.replaceAll("'", "''")}'`;
  const entries = commands.map((each) => {
    const flags = flagsOf(each).map((entry) => {
      const words = wordsOf(entry[1].completes, entry[1].choices, rules) ?? [];
      return `      ${text(`--${entry[0]}`)} = @(${words.map(text).join(', ')}) # ${flagHead(...entry)}`;
    });
    const words = wordsOf(each.usage?.takes, undefined, rules) ?? [];
    return `    ${text(each.name)} = @{\n${flags.join('\n')}\n      '' = @(${words.map(text).join(', ')})\n    }`;
  });
  return `# PowerShell completion of nbship
Register-ArgumentCompleter -Native -CommandName nbship -ScriptBlock {
  param($word, $line, $position)
  $commands = @{
${entries.join('\n')}
  }
  $words = @($line.CommandElements | ForEach-Object { $_.ToString() })
  if ($word -ne '') { $words = @($words | Select-Object -SkipLast 1) }
  $command = if ($words.Count -gt 1) { $words[1] } else { '' }
  $offered = if (-not $commands.ContainsKey($command)) { $commands.Keys }
    elseif ($word.StartsWith('-')) { $commands[$command].Keys | Where-Object { $_ -ne '' } }
    elseif ($commands[$command].ContainsKey($words[-1])) { $commands[$command][$words[-1]] }
    else { $commands[$command][''] }
  $offered | Where-Object { $_ -like "$word*" } | Sort-Object | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}
