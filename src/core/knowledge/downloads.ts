// Calls that bring data from elsewhere, and what makes them bring the same data again.

import type { ArgumentFact } from './table.ts';

export interface Download {
  /** The argument that is an address; else the call takes a set of a service by its name. */
  readonly address?: ArgumentFact;
  readonly name?: ArgumentFact;
  /** Arguments that fix what comes: a checksum, a version, a revision. */
  readonly pins: readonly ArgumentFact[];
  /** How a call that is fixed is written. */
  readonly pinned: string;
  /** The name itself says the version. */
  readonly named?: RegExp;
  /** A collection that hardly changes. */
  readonly steady?: true;
  /** It is used for anything on the web: only what is a file of data by its ending counts. */
  readonly general?: true;
  readonly source: string;
}

const URL: ArgumentFact = { name: 'url', position: 0 };
/** A download whose content is compared. */
export const POOCH = 'pooch.retrieve(url, known_hash="sha256:...")';

export const DOWNLOADS: Readonly<Record<string, Download>> = {
  'urllib.request.urlretrieve': {
    address: URL,
    pins: [],
    pinned: POOCH,
    source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.urlretrieve',
  },
  'urllib.request.urlopen': {
    address: URL,
    pins: [],
    pinned: POOCH,
    general: true,
    source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen',
  },
  'requests.get': { address: URL, pins: [], pinned: POOCH, general: true, source: 'https://requests.readthedocs.io/en/latest/api/' },
  'wget.download': { address: URL, pins: [], pinned: POOCH, source: 'https://pypi.org/project/wget/' },
  'pooch.retrieve': {
    address: URL,
    pins: [{ name: 'known_hash', position: 1 }],
    pinned: 'known_hash="sha256:..."',
    source: 'https://www.fatiando.org/pooch/latest/api/generated/pooch.retrieve.html',
  },
  'keras.utils.get_file': {
    address: { name: 'origin', position: 1 },
    pins: [
      { name: 'file_hash', position: 5 },
      { name: 'md5_hash', position: 3 },
    ],
    pinned: 'file_hash="..."',
    source: 'https://keras.io/api/utils/python_utils/#get_file-function',
  },
  'torchvision.datasets.utils.download_url': {
    address: URL,
    pins: [{ name: 'md5', position: 3 }],
    pinned: 'md5="..."',
    source: 'https://github.com/pytorch/vision/blob/v0.20.0/torchvision/datasets/utils.py',
  },
  'torchvision.datasets.utils.download_and_extract_archive': {
    address: URL,
    pins: [{ name: 'md5', position: 4 }],
    pinned: 'md5="..."',
    source: 'https://github.com/pytorch/vision/blob/v0.20.0/torchvision/datasets/utils.py',
  },
  'sklearn.datasets.fetch_openml': {
    name: { name: 'name', position: 0 },
    pins: [{ name: 'version', position: 1 }, { name: 'data_id' }],
    pinned: 'version=1',
    source: 'https://scikit-learn.org/stable/modules/generated/sklearn.datasets.fetch_openml.html',
  },
  'datasets.load_dataset': {
    name: { name: 'path', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
    source: 'https://huggingface.co/docs/datasets/package_reference/loading_methods',
  },
  'huggingface_hub.hf_hub_download': {
    name: { name: 'repo_id', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
    source: 'https://huggingface.co/docs/huggingface_hub/package_reference/file_download',
  },
  'huggingface_hub.snapshot_download': {
    name: { name: 'repo_id', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
    source: 'https://huggingface.co/docs/huggingface_hub/package_reference/file_download',
  },
  'kagglehub.dataset_download': {
    name: { name: 'handle', position: 0 },
    pins: [],
    pinned: '"owner/dataset/versions/1"',
    named: /\/versions\/\d+$/,
    source: 'https://github.com/Kaggle/kagglehub#download-dataset',
  },
  'seaborn.load_dataset': {
    name: { name: 'name', position: 0 },
    pins: [],
    pinned: 'a copy of the file beside the notebook',
    steady: true,
    source: 'https://seaborn.pydata.org/generated/seaborn.load_dataset.html',
  },
};

/** Names under which the same functions are imported. */
export const DOWNLOAD_ALIASES: Readonly<Record<string, string>> = {
  'tensorflow.keras.utils.get_file': 'keras.utils.get_file',
  'tensorflow.keras.utils.data_utils.get_file': 'keras.utils.get_file',
  'urllib.urlretrieve': 'urllib.request.urlretrieve',
};
