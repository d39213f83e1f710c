// What keys, tokens and passwords look like: the shapes that their issuers write down, and the names that people give them.

export interface SecretShape {
  /** What a person calls it, e.g. "a GitHub token". */
  readonly label: string;
  /** Its first characters, as the source of a regular expression: it is looked for where these stand. */
  readonly starts: string;
  /** What follows them; a group, where there is one, is the secret itself. Every repetition is bounded, so that matching stays linear. */
  readonly rest: string;
  /** The environment variable that its own tools read, where there is one. */
  readonly variable: string;
  /** Shannon's entropy in bits a character below which it is somebody's example; 3 where nothing is said. */
  readonly entropy?: number;
  /** It may begin in the middle of a word. */
  readonly anywhere?: true;
}

export const SECRET_SHAPES: readonly SecretShape[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  {
    label: 'an AWS access key',
    starts: 'AKIA|ASIA',
    rest: '[A-Z2-7]{16}(?![A-Za-z0-9])',
    variable: 'AWS_ACCESS_KEY_ID',
    entropy: 2.7,
  },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  {
    label: 'a GitHub token',
    starts: 'gh[pousr]_',
    rest: '[A-Za-z0-9]{36,255}',
    variable: 'GITHUB_TOKEN',
  },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  {
    label: 'a GitHub token',
    starts: 'github_pat_',
    rest: '[A-Za-z0-9]{22}_[A-Za-z0-9]{59}',
    variable: 'GITHUB_TOKEN',
  },
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  {
    label: 'a GitLab token',
    starts: 'gl(?:pat|dt|rt|ptt|agent|cbt)-',
    rest: '[\\w-]{20,300}',
    variable: 'GITLAB_TOKEN',
  },
  // https://docs.slack.dev/authentication/tokens
  {
    label: 'a Slack token',
    starts: 'xox[abeprs]-',
    rest: '[\\w-]{20,300}',
    variable: 'SLACK_TOKEN',
  },
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  {
    label: 'a Slack webhook',
    starts: 'hooks\\.slack\\.com/services/',
    rest: '(T\\w{6,20}/B\\w{6,20}/\\w{20,40})',
    variable: 'SLACK_WEBHOOK',
  },
  // https://docs.anthropic.com/en/api/overview
  {
    label: 'an Anthropic key',
    starts: 'sk-ant-',
    rest: '[\\w-]{20,300}',
    variable: 'ANTHROPIC_API_KEY',
  },
  // https://platform.openai.com/docs/api-reference/authentication
  {
    label: 'an OpenAI key',
    starts: 'sk-',
    rest: '(?:(?:proj|svcacct|admin|None)-[\\w-]{20,300}|[A-Za-z0-9]{48}(?![A-Za-z0-9]))',
    variable: 'OPENAI_API_KEY',
  },
  // https://huggingface.co/docs/hub/security-tokens
  {
    label: 'a Hugging Face token',
    starts: 'hf_',
    rest: '[A-Za-z0-9]{34}(?![A-Za-z0-9])',
    variable: 'HF_TOKEN',
  },
  // https://cloud.google.com/docs/authentication/api-keys
  {
    label: 'a Google API key',
    starts: 'AIza',
    rest: '[\\w-]{35}(?![\\w-])',
    variable: 'GOOGLE_API_KEY',
  },
  // https://developers.google.com/identity/protocols/oauth2
  {
    label: 'a Google client secret',
    starts: 'GOCSPX-',
    rest: '[\\w-]{28}(?![\\w-])',
    variable: 'GOOGLE_CLIENT_SECRET',
  },
  // https://docs.stripe.com/keys
  {
    label: 'a Stripe key',
    starts: '[sr]k_live_',
    rest: '[A-Za-z0-9]{20,250}',
    variable: 'STRIPE_API_KEY',
  },
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
  {
    label: 'a SendGrid key',
    starts: 'SG\\.',
    rest: '[\\w-]{22}\\.[\\w-]{43}(?![\\w-])',
    variable: 'SENDGRID_API_KEY',
  },
  // https://www.twilio.com/docs/glossary/what-is-a-sid
  {
    label: 'a Twilio key',
    starts: 'SK',
    rest: '[0-9a-f]{32}(?![A-Za-z0-9])',
    variable: 'TWILIO_API_KEY',
  },
  // https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
  {
    label: 'an npm token',
    starts: 'npm_',
    rest: '[A-Za-z0-9]{36}(?![A-Za-z0-9])',
    variable: 'NPM_TOKEN',
  },
  // https://pypi.org/help/#apitoken
  {
    label: 'a PyPI token',
    starts: 'pypi-AgE',
    rest: '[\\w-]{50,1000}',
    variable: 'TWINE_PASSWORD',
  },
  // https://docs.databricks.com/aws/en/dev-tools/auth/pat
  {
    label: 'a Databricks token',
    starts: 'dapi',
    rest: '[0-9a-f]{32}(?![0-9a-z])',
    variable: 'DATABRICKS_TOKEN',
  },
  // https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
  {
    label: 'an Azure storage key',
    starts: 'AccountKey=',
    rest: '([A-Za-z0-9+/]{86}==)',
    variable: 'AZURE_STORAGE_KEY',
  },
  // https://learn.microsoft.com/en-us/azure/event-hubs/event-hubs-get-connection-string
  {
    label: 'an Azure access key',
    starts: 'SharedAccessKey=',
    rest: '([A-Za-z0-9+/]{43}=)',
    variable: 'AZURE_ACCESS_KEY',
  },
  // https://www.rfc-editor.org/rfc/rfc7519#section-3.1
  {
    label: 'a JSON Web Token',
    starts: 'eyJ',
    rest: '[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{20,1000}',
    variable: 'ACCESS_TOKEN',
  },
  // https://www.rfc-editor.org/rfc/rfc7468#section-10
  {
    label: 'a private key',
    starts: '-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY(?: BLOCK)?-----',
    rest: '([\\w+/=\\s\\\\:,-]{64,8000})',
    variable: 'PRIVATE_KEY',
    anywhere: true,
  },
  // https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
  {
    label: 'a password in an address',
    starts: '://',
    rest: '[^\\s:/@"\'{}<>\\[\\]$]{1,64}:([^\\s@/"\'{}<>\\[\\]$]{3,128})@(?!localhost|127\\.|0\\.0\\.)[\\w-]{1,63}\\.',
    variable: 'DATABASE_PASSWORD',
    entropy: 2,
    anywhere: true,
  },
];

/** How names end under which people keep secrets, e.g. `OPENAI_API_KEY`, `db_password`; what the value must be then. */
export const SECRET_NAMES: readonly { readonly name: string; readonly label: string; readonly least: number }[] = [
  {
    name: 'api[_-]?key|access[_-]?key|secret[_-]?key|account[_-]?key|subscription[_-]?key|app[_-]?key|kaggle[_-]?key',
    label: 'a key',
    least: 16,
  },
  { name: 'secret[_-]?access[_-]?key|client[_-]?secret|secret', label: 'a secret', least: 16 },
  { name: 'token|authorization', label: 'a token', least: 16 },
  { name: 'password|passwd|passphrase|pwd', label: 'a password', least: 6 },
];

/** Parts of values that somebody wrote in place of a secret; the last is the token that jwt.io shows. */
export const PLACEHOLDER =
  /example|x{4}|your|place_?holder|redacted|dummy|insert|replace|change_?me|fake|sample|\.{3}|\*{3}|\u2026|12345|abcde|qwert|0{6}|passw|asdf|enter|here\b|eyJzdWIiOiIxMjM0NTY3ODkw/i;

/** Whole values and openings that stand for none: words, names of variables, paths, addresses. */
export const NO_SECRET =
  /^(?:(?:pass(?:word|wd)?|secret|token|admin|root|postgres|mysql|guest|user|test|demo|none|null|true|false|undefined|hunter|p@ssw0?r?d)[\W_]*\d*[\W_]*$|[A-Z]+\d*(?:_[A-Z\d]+)+$|[{$%<]|[./~]|\w+:\/\/|arn:|projects\/|(?:my|test|some|the|a)[_-])/i;
