// Which distribution an import comes from, where nothing installed can be asked.

/** How sure a name is: `known` is in a table below, `same-name` is the import's own name, which may be another project. */
export interface DistributionGuess {
  readonly distribution: string;
  readonly confidence: 'known' | 'same-name';
  /** Others that provide the same import, e.g. `opencv-python-headless`. */
  readonly alternatives: readonly string[];
}

/**
 * Import names that differ from their distribution's, or that several distributions provide. Written by hand from the
 * projects' own installation pages; alternatives are separated by a bar, the usual one first; '' comes with its host.
 */
const DIFFERENT: Readonly<Record<string, string>> = {
  absl: 'absl-py',
  airflow: 'apache-airflow',
  annoy: 'annoy',
  ansible: 'ansible-core|ansible',
  apache_beam: 'apache-beam',
  apiclient: 'google-api-python-client',
  attr: 'attrs',
  'azure.ai.ml': 'azure-ai-ml',
  'azure.storage.blob': 'azure-storage-blob',
  azureml: 'azureml-core',
  bayes_opt: 'bayesian-optimization',
  Bio: 'biopython',
  botocore: 'botocore',
  bs4: 'beautifulsoup4',
  bson: 'pymongo',
  cairo: 'pycairo',
  cairosvg: 'cairosvg',
  community: 'python-louvain',
  Crypto: 'pycryptodome',
  Cryptodome: 'pycryptodomex',
  cudf: 'cudf-cu12|cudf-cu11|cudf',
  cuml: 'cuml-cu12|cuml-cu11|cuml',
  cupy: 'cupy|cupy-cuda12x|cupy-cuda11x',
  cv2: 'opencv-python|opencv-python-headless|opencv-contrib-python|opencv-contrib-python-headless',
  dateutil: 'python-dateutil',
  discord: 'discord-py|py-cord',
  dns: 'dnspython',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  eli5: 'eli5',
  faiss: 'faiss-cpu|faiss-gpu|faiss-gpu-cu12',
  fbprophet: 'fbprophet',
  fitz: 'pymupdf',
  flask_cors: 'flask-cors',
  flask_sqlalchemy: 'flask-sqlalchemy',
  gi: 'pygobject',
  git: 'gitpython',
  github: 'pygithub',
  'google.api_core': 'google-api-core',
  'google.auth': 'google-auth',
  'google.cloud.aiplatform': 'google-cloud-aiplatform',
  'google.cloud.automl': 'google-cloud-automl',
  'google.cloud.bigquery': 'google-cloud-bigquery',
  'google.cloud.bigquery_storage': 'google-cloud-bigquery-storage',
  'google.cloud.firestore': 'google-cloud-firestore',
  'google.cloud.language': 'google-cloud-language',
  'google.cloud.logging': 'google-cloud-logging',
  'google.cloud.pubsub': 'google-cloud-pubsub',
  'google.cloud.pubsub_v1': 'google-cloud-pubsub',
  'google.cloud.secretmanager': 'google-cloud-secret-manager',
  'google.cloud.speech': 'google-cloud-speech',
  'google.cloud.storage': 'google-cloud-storage',
  'google.cloud.translate': 'google-cloud-translate',
  'google.cloud.vision': 'google-cloud-vision',
  'google.colab': '',
  'google.genai': 'google-genai',
  'google.generativeai': 'google-generativeai',
  'google.oauth2': 'google-auth',
  'google.protobuf': 'protobuf',
  google_auth_oauthlib: 'google-auth-oauthlib',
  googleapiclient: 'google-api-python-client',
  graphviz: 'graphviz',
  grpc: 'grpcio',
  hydra: 'hydra-core',
  ignite: 'pytorch-ignite',
  igraph: 'igraph|python-igraph',
  imblearn: 'imbalanced-learn',
  jinja2: 'jinja2',
  jose: 'python-jose',
  jwt: 'pyjwt',
  kaggle_secrets: '',
  kale: 'kubeflow-kale',
  keras: 'keras|tensorflow',
  keras_tuner: 'keras-tuner',
  kneed: 'kneed',
  langchain_community: 'langchain-community',
  langchain_core: 'langchain-core',
  langchain_openai: 'langchain-openai',
  Levenshtein: 'levenshtein|python-levenshtein',
  lightgbm: 'lightgbm',
  lxml: 'lxml',
  magic: 'python-magic',
  markdown: 'markdown',
  mpl_toolkits: 'matplotlib',
  mysql: 'mysql-connector-python',
  MySQLdb: 'mysqlclient',
  netCDF4: 'netcdf4',
  nvidia_smi: 'nvidia-ml-py3',
  odf: 'odfpy',
  ogb: 'ogb',
  OpenSSL: 'pyopenssl',
  osgeo: 'gdal',
  past: 'future',
  PIL: 'pillow|pillow-simd',
  pkg_resources: 'setuptools',
  plotly: 'plotly',
  pptx: 'python-pptx',
  prophet: 'prophet',
  psycopg2: 'psycopg2-binary|psycopg2',
  pyarrow: 'pyarrow',
  pydantic_settings: 'pydantic-settings',
  pydot: 'pydot',
  pylab: 'matplotlib',
  pymc3: 'pymc3',
  pynvml: 'nvidia-ml-py|pynvml',
  PyPDF2: 'pypdf2',
  PyQt5: 'pyqt5',
  pytesseract: 'pytesseract',
  pythoncom: 'pywin32',
  pytorch_lightning: 'pytorch-lightning',
  pytorch_tabnet: 'pytorch-tabnet',
  pywt: 'pywavelets',
  rdkit: 'rdkit|rdkit-pypi',
  ruamel: 'ruamel-yaml',
  sagemaker: 'sagemaker',
  sentence_transformers: 'sentence-transformers',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn|scikit-learn-intelex',
  sklearn_crfsuite: 'sklearn-crfsuite',
  sklearnex: 'scikit-learn-intelex',
  skmultilearn: 'scikit-multilearn',
  skopt: 'scikit-optimize',
  skorch: 'skorch',
  sksurv: 'scikit-survival',
  slugify: 'python-slugify',
  snowflake: 'snowflake-connector-python',
  'snowflake.snowpark': 'snowflake-snowpark-python',
  socks: 'pysocks',
  speech_recognition: 'speechrecognition',
  surprise: 'scikit-surprise',
  tables: 'tables',
  talib: 'ta-lib',
  telegram: 'python-telegram-bot',
  tensorboard: 'tensorboard|tensorflow',
  tensorflow: 'tensorflow|tensorflow-cpu|tensorflow-gpu|tensorflow-macos|tf-nightly',
  tensorflow_addons: 'tensorflow-addons',
  tensorflow_datasets: 'tensorflow-datasets|tfds-nightly',
  tensorflow_hub: 'tensorflow-hub',
  tensorflow_probability: 'tensorflow-probability',
  tensorflow_serving: 'tensorflow-serving-api',
  tensorflow_text: 'tensorflow-text',
  tf_keras: 'tf-keras',
  tlz: 'toolz',
  torch_geometric: 'torch-geometric',
  umap: 'umap-learn',
  usb: 'pyusb',
  webdriver_manager: 'webdriver-manager',
  websocket: 'websocket-client',
  win32api: 'pywin32',
  win32com: 'pywin32',
  wx: 'wxpython',
  xgboost: 'xgboost|xgboost-cpu',
  Xlib: 'python-xlib',
  yaml: 'pyyaml',
  zmq: 'pyzmq',
};

/** Imports that are surely the distribution of the same name (`_` as `-`): the libraries that notebooks use most. */
const SAME: ReadonlySet<string> = new Set(
  (
    'accelerate aiohttp albumentations altair arviz astropy autogluon black bokeh boto3 catboost category_encoders ' +
    'click cloudpickle cmdstanpy contextily cvxpy cvxopt cycler cython dash dask datasets deap diffusers distributed dvc ' +
    'einops evaluate evidently fastai fastapi featuretools fiona flask flax folium fsspec geopandas geopy gensim ' +
    'gradio great_expectations gym gymnasium h5py hdbscan holoviews httpx huggingface_hub hvplot hyperopt imageio ' +
    'ipywidgets jax joblib kaggle kagglehub langchain librosa lifelines lightning lime llvmlite loguru matplotlib missingno mlflow mlxtend ' +
    'mne modin moviepy mpmath nbformat nbconvert networkx nilearn nltk numba numexpr numpy numpyro onnx onnxruntime openai ' +
    'openpyxl optax optuna pandas pandas_datareader pandas_profiling pandera panel papermill patsy peewee peft ' +
    'pingouin plotnine polars psutil psycopg pyarrow pycaret pydantic pydeck pymc pymongo pymysql pyod pypdf pyproj ' +
    'pyspark pytest pytz ray rasterio regex requests rich sacrebleu sacremoses scipy scrapy seaborn selenium ' +
    'sentencepiece shap shapely sktime soundfile spacy sqlalchemy sqlmodel starlette statsforecast statsmodels ' +
    'streamlit sweetviz swifter sympy tabulate tensorboardx textblob tiktoken timm tokenizers torch torchaudio ' +
    'torchmetrics torchsummary torchtext torchvision tqdm transformers trl tsfresh tslearn tweepy ultralytics uvicorn vaderSentiment ' +
    'vaex visdom wandb wordcloud xarray xlrd xlsxwriter xlwt ydata_profiling yellowbrick yfinance zarr'
  ).split(' '),
);

/** The distribution of a module as imported, e.g. `google.cloud.storage` or `sklearn.ensemble`; undefined where it cannot be told or comes with its host. */
export function distributionOf(module: string): DistributionGuess | undefined {
  const parts = module.split('.');
  const [root = module] = parts;
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const known = Object.hasOwn(DIFFERENT, name) ? DIFFERENT[name] : undefined;
    if (known === '') return undefined;
    if (known !== undefined) {
      const [distribution = known, ...alternatives] = known.split('|');
      return { distribution, confidence: 'known', alternatives };
    }
  }
  if (SAME.has(root)) return { distribution: nameOf(root), confidence: 'known', alternatives: [] };
  return fromParts(NAMESPACES.has(root) ? parts.slice(0, 3) : [root]);
}

/** Namespaces whose parts are distributions of their own, e.g. `azure.identity`, `google.cloud.tasks`. */
const NAMESPACES: ReadonlySet<string> = new Set(['azure', 'google']);

/** None where only the namespace is named: `from google.cloud import tasks` may be any of many. */
function fromParts(parts: readonly string[]): DistributionGuess | undefined {
  const [root = ''] = parts;
  if (NAMESPACES.has(root) && (parts.length === 1 || parts.join('.') === 'google.cloud')) return undefined;
  // Clients of one API version come with the others: `google.cloud.vision_v1`.
  const name = nameOf(parts.join('-')).replace(NAMESPACES.has(root) ? /-v\d\w*$/ : /$^/, '');
  return { distribution: name, confidence: 'same-name', alternatives: [] };
}

function nameOf(module: string): string {
  return module.toLowerCase().replaceAll('_', '-');
}
