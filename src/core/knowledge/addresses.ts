// What an address on the web promises of the data behind it.

/** `fixed` always gives the same bytes; `branch` moves on; `archive` is kept as it is by people whose task that is; of others nothing is known. */
export type Steadiness =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'branch'; readonly branch: string }
  | { readonly kind: 'archive' }
  | { readonly kind: 'open' };

/** Where a commit, tag or branch stands in the addresses of repositories. */
const REPOSITORIES: readonly RegExp[] = [
  /^raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/(?:heads|tags)\/)?([^/]+)\/./,
  /^github\.com\/[^/]+\/[^/]+\/(?:raw|blob|archive)\/(?:refs\/(?:heads|tags)\/)?([^/]+?)(?:\.zip|\.tar\.gz)?(?:\/|$)/,
  /^(?:rawgit\.com|cdn\.rawgit\.com|raw\.github\.com)\/[^/]+\/[^/]+\/([^/]+)\/./,
  /^media\.githubusercontent\.com\/media\/[^/]+\/[^/]+\/([^/]+)\/./,
  /^(?:cdn\.jsdelivr\.net\/gh)\/[^/]+\/[^/@]+@([^/]+)\/./,
  /^gitlab\.com\/.+\/-\/raw\/([^/]+)\/./,
  /^bitbucket\.org\/[^/]+\/[^/]+\/raw\/([^/]+)\/./,
  /^huggingface\.co\/.+\/(?:resolve|raw)\/([^/]+)\/./,
];

/** A gist without a revision, and pages that are built from a branch. */
const NEWEST =
  /^gist\.githubusercontent\.com\/[^/]+\/[0-9a-f]+\/raw\/(?![0-9a-f]{40})|^cdn\.jsdelivr\.net\/gh\/[^/]+\/[^/@]+\/|\/releases\/latest\//;

/** Identifiers of what is never replaced: DOIs, records of repositories of data, versions of files. */
const PERMANENT =
  /^(?:www\.)?(?:zenodo\.org\/(?:api\/)?records?\/|(?:dx\.)?doi\.org\/10\.|(?:\w+\.)?figshare\.com\/(?:ndownloader\/)?files\/|data\.mendeley\.com\/|datadryad\.org\/)|persistentId=doi:|[?&](?:version(?:Id)?|rev(?:ision)?|oldid)=\w|\/releases\/download\//i;

/** Archives of data that keep what they have, and copies of well-known sets that libraries of machine learning host. */
const ARCHIVES =
  /^(?:www\.)?(?:archive\.ics\.uci\.edu|storage\.googleapis\.com\/(?:tensorflow|tf-datasets|download\.tensorflow\.org|mledu-datasets)|download\.tensorflow\.org|download\.pytorch\.org|ossci-datasets\.s3|files\.grouplens\.org|files\.fast\.ai|s3\.amazonaws\.com\/(?:fast-ai|img-datasets|keras-datasets)|yann\.lecun\.com|ai\.stanford\.edu|nlp\.stanford\.edu|(?:www\.)?cs\.toronto\.edu|statweb\.stanford\.edu|hastie\.su\.domains|jse\.amstat\.org|(?:www\.)?stat\.\w+\.edu|lib\.stat\.cmu\.edu|mattmahoney\.net|(?:www\.)?gutenberg\.org|www\.robots\.ox\.ac\.uk|openml\.org|d2l-data\.s3|vincentarelbundock\.github\.io|(?:www\.)?statlearning\.com|cdn\.openai\.com|images\.cocodataset\.org|physionet\.org|ftp\.ncbi\.nlm\.nih\.gov|(?:www\.)?manythings\.org|web\.archive\.org)/;

export function steadinessOf(address: string): Steadiness {
  const rest = address.replace(/^https?:\/\/(?:[^/@]*@)?/, '');
  const reference = REPOSITORIES.map((each) => each.exec(rest)?.[1]).find((each) => each !== undefined);
  if (reference !== undefined) {
    // A commit, or a tag such as `v1.2`, `2.0`, `release-3`; a tag can be moved, which nobody does.
    return isCommit(reference) || /\d/.test(reference) ? { kind: 'fixed' } : { kind: 'branch', branch: reference };
  }
  if (NEWEST.test(rest)) return { kind: 'branch', branch: 'latest' };
  const path = rest.replace(/^[^/]*/, '');
  // A digest, or a version such as `/v1.2/`, `-2.18.1.`
  if (PERMANENT.test(rest) || /[0-9a-f]{32}/.test(path) || /[/_-]v?\d+\.\d+(?:\.\d+)*(?:[/_-]|\.[a-z]|$)|[/_-]v\d+(?:[/._-]|$)/i.test(path))
    return { kind: 'fixed' };
  // A date says which issue it is, and issues are seldom changed.
  if (ARCHIVES.test(rest) || /(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])/.test(path)) return { kind: 'archive' };
  return { kind: 'open' };
}

function isCommit(reference: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(reference);
}
