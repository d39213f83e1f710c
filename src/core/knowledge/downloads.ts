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
}

const URL: ArgumentFact = { name: 'url', position: 0 };
/** A download whose content is compared. */
export const POOCH = 'pooch.retrieve(url, known_hash="sha256:...")';

export const DOWNLOADS: Readonly<Record<string, Download>> = {
  // https://docs.python.org/3/library/urllib.request.html#urllib.request.urlretrieve
  'urllib.request.urlretrieve': {
    address: URL,
    pins: [],
    pinned: POOCH,
  },
  // https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen
  'urllib.request.urlopen': {
    address: URL,
    pins: [],
    pinned: POOCH,
    general: true,
  },
  // https://requests.readthedocs.io/en/latest/api/
  'requests.get': { address: URL, pins: [], pinned: POOCH, general: true },
  // https://pypi.org/project/wget/
  'wget.download': { address: URL, pins: [], pinned: POOCH },
  // https://www.fatiando.org/pooch/latest/api/generated/pooch.retrieve.html
  'pooch.retrieve': {
    address: URL,
    pins: [{ name: 'known_hash', position: 1 }],
    pinned: 'known_hash="sha256:..."',
  },
  // https://keras.io/api/utils/python_utils/#get_file-function
  'keras.utils.get_file': {
    address: { name: 'origin', position: 1 },
    pins: [
      { name: 'file_hash', position: 5 },
      { name: 'md5_hash', position: 3 },
    ],
    pinned: 'file_hash="..."',
  },
  // https://github.com/pytorch/vision/blob/v0.20.0/torchvision/datasets/utils.py
  'torchvision.datasets.utils.download_url': {
    address: URL,
    pins: [{ name: 'md5', position: 3 }],
    pinned: 'md5="..."',
  },
  // https://github.com/pytorch/vision/blob/v0.20.0/torchvision/datasets/utils.py
  'torchvision.datasets.utils.download_and_extract_archive': {
    address: URL,
    pins: [{ name: 'md5', position: 4 }],
    pinned: 'md5="..."',
  },
  // https://scikit-learn.org/stable/modules/generated/sklearn.datasets.fetch_openml.html
  'sklearn.datasets.fetch_openml': {
    name: { name: 'name', position: 0 },
    pins: [{ name: 'version', position: 1 }, { name: 'data_id' }],
    pinned: 'version=1',
  },
  // https://huggingface.co/docs/datasets/package_reference/loading_methods
  'datasets.load_dataset': {
    name: { name: 'path', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
  },
  // https://huggingface.co/docs/huggingface_hub/package_reference/file_download
  'huggingface_hub.hf_hub_download': {
    name: { name: 'repo_id', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
  },
  // https://huggingface.co/docs/huggingface_hub/package_reference/file_download
  'huggingface_hub.snapshot_download': {
    name: { name: 'repo_id', position: 0 },
    pins: [{ name: 'revision' }],
    pinned: 'revision="<commit>"',
  },
  // https://github.com/Kaggle/kagglehub#download-dataset
  'kagglehub.dataset_download': {
    name: { name: 'handle', position: 0 },
    pins: [],
    pinned: '"owner/dataset/versions/1"',
    named: /\/versions\/\d+$/,
  },
  // https://seaborn.pydata.org/generated/seaborn.load_dataset.html
  'seaborn.load_dataset': {
    name: { name: 'name', position: 0 },
    pins: [],
    pinned: 'a copy of the file beside the notebook',
    steady: true,
  },
};

/** Names under which the same functions are imported. */
export const DOWNLOAD_ALIASES: Readonly<Record<string, string>> = {
  'tensorflow.keras.utils.get_file': 'keras.utils.get_file',
  'tensorflow.keras.utils.data_utils.get_file': 'keras.utils.get_file',
  'urllib.urlretrieve': 'urllib.request.urlretrieve',
};
