// Imports of libraries that notebooks use and that were not read out of a wheel, or that several distributions provide.
// Source: the projects' own installation pages. What scripts/read-distributions.py reads need not stand here.

/** `import:distribution`; alternatives are separated by a bar, the usual one first; nothing behind the colon comes with its host. */
export const OFTEN_DIFFERENT =
  'absl:absl-py acme:dm-acme airflow:apache-airflow ansible:ansible-core|ansible asynchat:pyasynchat asyncore:pyasyncore ' +
  'audioop:audioop-lts autotime:ipython-autotime azure.storage.filedatalake:azure-storage-file-datalake ' +
  'azure.storage.fileshare:azure-storage-file-share azureml:azureml-core bayes_opt:bayesian-optimization ' +
  'bluetooth:pybluez Box2D:box2d|box2d-py braket:amazon-braket-sdk bson:pymongo cairo:pycairo camelot:camelot-py ' +
  'cattr:cattrs cgi:legacy-cgi chess:chess|python-chess clang:libclang community:python-louvain composer:mosaicml ' +
  'crfsuite:python-crfsuite crypt:legacycrypt Crypto:pycryptodome Cryptodome:pycryptodomex cudf:cudf-cu12|cudf-cu11|cudf ' +
  'cuml:cuml-cu12|cuml-cu11|cuml cupy:cupy|cupy-cuda12x|cupy-cuda11x ' +
  'cv2:opencv-python|opencv-python-headless|opencv-contrib-python|opencv-contrib-python-headless cvxpy:cvxpy|cvxpy-base ' +
  'decouple:python-decouple discord:discord-py|py-cord distutils:setuptools dns:dnspython ee:earthengine-api ' +
  'empyrical:empyrical-reloaded|empyrical eolearn:eo-learn erfa:pyerfa facebook:facebook-sdk ' +
  'faiss:faiss-cpu|faiss-gpu|faiss-gpu-cu12 fpdf:fpdf2|fpdf functorch:torch gi:pygobject github:pygithub ' +
  'google.cloud.exceptions:google-cloud-core google.cloud.pubsub_v1:google-cloud-pubsub ' +
  'google.cloud.secretmanager:google-cloud-secret-manager google.colab: google.longrunning:googleapis-common-protos ' +
  'google.oauth2:google-auth google.rpc:googleapis-common-protos google.type:googleapis-common-protos gridfs:pymongo ' +
  'guild:guildai haiku:dm-haiku hummingbird:hummingbird-ml hypertune:cloudml-hypertune ibis:ibis-framework ' +
  'ignite:pytorch-ignite igraph:igraph|python-igraph imghdr:standard-imghdr janitor:pyjanitor jose:python-jose jwt:pyjwt ' +
  'kafka:kafka-python kaggle_secrets: kale:kubeflow-kale keras:keras|tensorflow lab_black:nb-black ldap:python-ldap ' +
  'Levenshtein:levenshtein|python-levenshtein llama_cpp:llama-cpp-python llama_index:llama-index|llama-index-core ' +
  'magic:python-magic MeCab:mecab-python3 mmcv:mmcv|mmcv-full mysql:mysql-connector-python MySQLdb:mysqlclient ' +
  'nacl:pynacl nasdaqdatalink:nasdaq-data-link newspaper:newspaper3k|newspaper4k nmap:python-nmap ' +
  'nvidia_smi:nvidia-ml-py3 object_detection:tf-models-official odf:odfpy official:tf-models-official ' +
  'onnxruntime:onnxruntime|onnxruntime-gpu OpenSSL:pyopenssl orbax:orbax-checkpoint orbit:orbit-ml osgeo:gdal ' +
  'paddle:paddlepaddle past:future pdfminer:pdfminer-six PIL:pillow|pillow-simd pinecone:pinecone|pinecone-client ' +
  'pipes:standard-pipes pkg_resources:setuptools pl_bolts:lightning-bolts platypus:platypus-opt ' +
  'progressbar:progressbar2|progressbar psycopg2:psycopg2-binary|psycopg2 pycrfsuite:python-crfsuite ' +
  'pyfolio:pyfolio-reloaded|pyfolio pygame:pygame|pygame-ce pynvml:nvidia-ml-py|pynvml pyro:pyro-ppl ' +
  'pyspark:pyspark|databricks-connect pythoncom:pywin32 pywintypes:pywin32 pywt:pywavelets pyximport:cython ' +
  'rdkit:rdkit|rdkit-pypi readability:readability-lxml rest_framework:djangorestframework RPi:rpi-gpio ' +
  'scikitplot:scikit-plot serial:pyserial shapefile:pyshp skfuzzy:scikit-fuzzy sklearn:scikit-learn|scikit-learn-intelex ' +
  'sklearn_extra:scikit-learn-extra sklearnex:scikit-learn-intelex skmisc:scikit-misc skmultilearn:scikit-multilearn ' +
  'skopt:scikit-optimize sksurv:scikit-survival slugify:python-slugify smbus:smbus2 snap:snap-stanford ' +
  'sndhdr:standard-sndhdr snowflake.connector:snowflake-connector-python snowflake.snowpark:snowflake-snowpark-python ' +
  'snowflake:snowflake-connector-python socks:pysocks sonnet:dm-sonnet speech_recognition:speechrecognition ' +
  'spellchecker:pyspellchecker sql:jupysql|ipython-sql surprise:scikit-surprise tabula:tabula-py talib:ta-lib ' +
  'tavily:tavily-python telegram:python-telegram-bot telnetlib:standard-telnetlib tensorboard:tensorboard|tensorflow ' +
  'tensorflow:tensorflow|tensorflow-cpu|tensorflow-gpu|tensorflow-macos|tf-nightly ' +
  'tensorflow_datasets:tensorflow-datasets|tfds-nightly tensorflow_serving:tensorflow-serving-api tree:dm-tree usb:pyusb ' +
  'vertexai:google-cloud-aiplatform vlc:python-vlc whisper:openai-whisper win32api:pywin32 win32com:pywin32 ' +
  'win32con:pywin32 wx:wxpython xgboost:xgboost|xgboost-cpu Xlib:python-xlib zipline:zipline-reloaded|zipline ';

/** Imports that are surely the distribution of the same name (`_` as `-`). */
export const OFTEN_SAME =
  'accelerate adjustText albumentations alive_progress alpha_vantage anndata annoy anthropic apache_beam arch arviz ase ' +
  'astropy astroquery autogluon autokeras autoviz awkward awswrangler azure.ai.ml azure.identity azure.keyvault.secrets ' +
  'azure.storage.queue backtrader bcolz bertopic bitsandbytes black boruta boto boto3 botorch bqplot cairosvg captum ' +
  'cartopy catboost ccxt chart_studio chex chromadb cirq clearml cmdstanpy codecarbon cohere comet_ml contextily ' +
  'contractions control corner cufflinks cvxopt cython Cython darts dash dash_bootstrap_components databricks.connect ' +
  'dateparser deap deep_translator deepchecks deepface deepspeed dgl diffusers dipy django dlib docopt dowhy dtale ' +
  'dtreeviz duckdb dynesty easyocr econml einops elasticsearch eli5 emcee emoji esda evaluate evidently face_recognition ' +
  'fairlearn faker fastai fastbook fastcore fastparquet fastprogress fbprophet feast featuretools fiona fire flair flaml ' +
  'flask_sqlalchemy flax fuzzywuzzy geemap geocoder geopy gluonts google.cloud.aiplatform google.cloud.automl ' +
  'google.cloud.bigquery_storage google.cloud.firestore google.cloud.language google.cloud.logging google.cloud.pubsub ' +
  'google.cloud.speech google.cloud.translate google.cloud.vision google.genai google_auth_oauthlib googlemaps ' +
  'googletrans gpxpy gpytorch graphviz great_expectations great_tables gspread gtts gurobipy gym gymnasium h2o h3 ' +
  'h5netcdf h5py haversine hdbscan healpy hiplot hmmlearn holidays hyperopt imgaug iminuit implicit import_ipynb imutils ' +
  'interpret ipdb ipycytoscape ipyleaflet ipyvolume itables jax jaxlib jieba jupyter_dash kaggle kagglehub kaleido kedro ' +
  'keras_applications keras_cv keras_nlp keras_preprocessing keras_tuner keybert kfp kmodes kneed konlpy kornia ktrain ' +
  'langchain langdetect lazypredict libpysal librosa lifelines lightfm lightkurve lightning lime line_profiler ' +
  'linearmodels lmfit loguru mapclassify mediapipe memory_profiler mesa metaflow mido ml_collections mlflow mlxtend mne ' +
  'mock modin monai moviepy movingpandas mpld3 mplfinance mpmath mtcnn mujoco music21 mxnet names nb_black nba_api nbdev ' +
  'nbimporter neptune nest_asyncio neuralprophet nevergrad nibabel nilearn node2vec nose numpyro oauth2client obspy odo ' +
  'ogb onnx open3d optax ortools osmnx pandarallel pandas_datareader pandas_gbq pandas_profiling pandas_ta pandasql ' +
  'pandera paramiko pdf2image pdfplumber peft pendulum pennylane pettingzoo pgmpy pingouin pint ploomber plotnine ' +
  'pmdarima praw prefect pretty_midi prophet psycopg pulp pyaudio pyautogui pybullet pycaret pycocotools pycountry ' +
  'pydicom pydotplus pydrive pyecharts pyflakes pygad pygal pygraphviz pygwalker pykalman pyLDAvis pylint pymatgen pymc ' +
  'pymc3 pymongo pymoo pymssql pymysql pynblint pyod pyodbc pyomo pypdf PyPDF2 pyperclip pyprind PyQt5 pyrate_limiter ' +
  'pysam pystan pytesseract pytorch_lightning pytorch_tabnet pytrends pyvis pyvista qdrant_client qgrid qiskit quandl ' +
  'rapidfuzz rasterio rasterstats ray redis reportlab river roboflow rouge rouge_score rpy2 sacrebleu sacred sacremoses ' +
  'sagemaker SALib scanpy scrapy segmentation_models_pytorch selenium sentence_transformers sentencepiece shap SimpleITK ' +
  'simplejson simpleneighbors simpletransformers simpy skimpy skl2onnx sklearn_crfsuite sklearn_evaluation sklearn_pandas ' +
  'skorch sktime soundfile spacy_transformers sqlmodel squarify stable_baselines3 stanza statannotations statsforecast ' +
  'stumpy sumy sunpy supervision sweetviz swifter sympy symspellpy tbats tensorboardx tensorflow_addons ' +
  'tensorflow_data_validation tensorflow_decision_forests tensorflow_docs tensorflow_federated tensorflow_hub ' +
  'tensorflow_io tensorflow_metadata tensorflow_model_analysis tensorflow_model_optimization tensorflow_probability ' +
  'tensorflow_recommenders tensorflow_text tensorflow_transform tensorflowjs termcolor textacy textblob textstat ' +
  'tf_agents tf_keras tfx theano thefuzz timm toml tomli torch torch_geometric torch_scatter torch_sparse torchaudio ' +
  'torchdata torchinfo torchmetrics torchsummary torchtext torchvision torchviz tpot trax treeinterpreter trimesh trl ' +
  'tsfresh tslearn tweepy ujson ultralytics uncertainties unidecode unsloth uproot vaderSentiment vaex visdom vllm wandb ' +
  'watermark webdriver_manager wget whylogs wordcloud xlrd xlwings xlwt yake ydata_profiling yellowbrick ' +
  'youtube_transcript_api yt_dlp zarr zenml ';
