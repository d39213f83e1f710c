// Which distribution an import comes from, where nothing installed can be asked.

/** How sure a name is: `known` is in the table, `same-name` is the import's own name, which may be another project. */
export interface DistributionGuess {
  readonly distribution: string;
  readonly confidence: 'known' | 'same-name';
  /** Others that provide the same import, e.g. `opencv-python-headless`. */
  readonly alternatives: readonly string[];
}

/**
 * Import names that differ from their distribution's, or whose namesake on the index is another project.
 * Source: the projects' own installation pages; several alternatives are separated by a bar, the usual one first.
 */
const DIFFERENT: Readonly<Record<string, string>> = {
  Bio: 'biopython',
  Crypto: 'pycryptodome',
  Levenshtein: 'levenshtein',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyopenssl',
  PIL: 'pillow',
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  bson: 'pymongo',
  cairo: 'pycairo',
  community: 'python-louvain',
  cv2: 'opencv-python|opencv-python-headless|opencv-contrib-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  faiss: 'faiss-cpu|faiss-gpu',
  fitz: 'pymupdf',
  git: 'gitpython',
  'google.cloud.aiplatform': 'google-cloud-aiplatform',
  'google.cloud.bigquery': 'google-cloud-bigquery',
  'google.cloud.storage': 'google-cloud-storage',
  'google.colab': '',
  'google.protobuf': 'protobuf',
  imblearn: 'imbalanced-learn',
  jose: 'python-jose',
  jwt: 'pyjwt',
  kfp: 'kfp',
  magic: 'python-magic',
  mpl_toolkits: 'matplotlib',
  osgeo: 'gdal',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary|psycopg2',
  pylab: 'matplotlib',
  pytorch_lightning: 'pytorch-lightning',
  ruamel: 'ruamel.yaml',
  sentence_transformers: 'sentence-transformers',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  skopt: 'scikit-optimize',
  slugify: 'python-slugify',
  snowflake: 'snowflake-connector-python',
  sns: 'seaborn',
  speech_recognition: 'speechrecognition',
  tables: 'tables',
  telegram: 'python-telegram-bot',
  tensorflow: 'tensorflow|tensorflow-cpu',
  umap: 'umap-learn',
  usb: 'pyusb',
  win32api: 'pywin32',
  wx: 'wxpython',
  yaml: 'pyyaml',
  zmq: 'pyzmq',
};

/** The distribution of a module as imported, e.g. `google.cloud.storage` or `sklearn.ensemble`; undefined for what comes with the kernel. */
export function distributionOf(module: string): DistributionGuess | undefined {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length--) {
    const known = DIFFERENT[parts.slice(0, length).join('.')];
    if (known === '') return undefined;
    if (known !== undefined) {
      const [distribution = known, ...alternatives] = known.split('|');
      return { distribution, confidence: 'known', alternatives };
    }
  }
  const [root = module, second] = parts;
  if (root === 'google' && parts[1] === 'cloud' && parts[2] !== undefined) return { distribution: `google-cloud-${parts[2]}`, confidence: 'same-name', alternatives: [] };
  if (root === 'azure' && second !== undefined) return { distribution: parts.slice(0, 3).join('-'), confidence: 'same-name', alternatives: [] };
  return { distribution: root.toLowerCase().replaceAll('_', '-'), confidence: 'same-name', alternatives: [] };
}
