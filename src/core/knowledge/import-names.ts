// Imports of libraries that notebooks use and that were not read out of a wheel, or that several distributions provide.
// Source: the projects' own installation pages. What scripts/read-distributions.py reads need not stand here.

/** `import:distribution`; alternatives are separated by a bar, the usual one first; nothing behind the colon comes with its host. */
export const OFTEN_DIFFERENT =
  'absl:absl-py acme:dm-acme airflow:apache-airflow ansible:ansible-core|ansible asynchat:pyasynchat asyncore:pyasyncore ' +
  'audioop:audioop-lts autosklearn:auto-sklearn autotime:ipython-autotime ax:ax-platform ' +
  'azure.storage.filedatalake:azure-storage-file-datalake azure.storage.fileshare:azure-storage-file-share ' +
  'azureml:azureml-core bayes_opt:bayesian-optimization bluetooth:pybluez Box2D:box2d|box2d-py braket:amazon-braket-sdk ' +
  'bson:pymongo cairo:pycairo camelot:camelot-py cattr:cattrs cgi:legacy-cgi chess:chess|python-chess ' +
  'chinese_calendar:chinesecalendar clang:libclang community:python-louvain composer:mosaicml crfsuite:python-crfsuite ' +
  'crypt:legacycrypt Crypto:pycryptodome Cryptodome:pycryptodomex cudf:cudf-cu12|cudf-cu11|cudf ' +
  'cuml:cuml-cu12|cuml-cu11|cuml cupy:cupy|cupy-cuda12x|cupy-cuda11x ' +
  'cv2:opencv-python|opencv-python-headless|opencv-contrib-python|opencv-contrib-python-headless cvxpy:cvxpy|cvxpy-base ' +
  'decouple:python-decouple discord:discord-py|py-cord distutils:setuptools dns:dnspython dspy:dspy|dspy-ai ' +
  'ee:earthengine-api empyrical:empyrical-reloaded|empyrical eolearn:eo-learn erfa:pyerfa facebook:facebook-sdk ' +
  'faiss:faiss-cpu|faiss-gpu|faiss-gpu-cu12 fpdf:fpdf2|fpdf functorch:torch gi:pygobject github:pygithub ' +
  'google.cloud.exceptions:google-cloud-core google.cloud.pubsub_v1:google-cloud-pubsub ' +
  'google.cloud.secretmanager:google-cloud-secret-manager google.colab: google.longrunning:googleapis-common-protos ' +
  'google.oauth2:google-auth google.rpc:googleapis-common-protos google.type:googleapis-common-protos gridfs:pymongo ' +
  'guild:guildai haiku:dm-haiku hummingbird:hummingbird-ml hypertune:cloudml-hypertune ibis:ibis-framework ' +
  'ignite:pytorch-ignite igraph:igraph|python-igraph imghdr:standard-imghdr indicnlp:indic-nlp-library janitor:pyjanitor ' +
  'jose:python-jose jwt:pyjwt kafka:kafka-python kaggle_secrets: kale:kubeflow-kale keras:keras|tensorflow ' +
  'lab_black:nb-black ldap:python-ldap Levenshtein:levenshtein|python-levenshtein llama_cpp:llama-cpp-python ' +
  'llama_index:llama-index|llama-index-core lux:lux-api magic:python-magic MeCab:mecab-python3 ' +
  'merlion:salesforce-merlion mmcv:mmcv|mmcv-full modAL:modal-python mpl_toolkits.basemap:basemap ' +
  'mysql:mysql-connector-python MySQLdb:mysqlclient nacl:pynacl nasdaqdatalink:nasdaq-data-link ' +
  'newspaper:newspaper3k|newspaper4k nmap:python-nmap nvidia_smi:nvidia-ml-py3 object_detection:tf-models-official ' +
  'odf:odfpy official:tf-models-official onnxruntime:onnxruntime|onnxruntime-gpu OpenSSL:pyopenssl ' +
  'orbax:orbax-checkpoint orbit:orbit-ml osgeo:gdal paddle:paddlepaddle past:future pdfminer:pdfminer-six ' +
  'PIL:pillow|pillow-simd pinecone:pinecone|pinecone-client pipes:standard-pipes pkg_resources:setuptools ' +
  'pl_bolts:lightning-bolts platypus:platypus-opt progressbar:progressbar2|progressbar psycopg2:psycopg2-binary|psycopg2 ' +
  'pycrfsuite:python-crfsuite pyearth:sklearn-contrib-py-earth pyfolio:pyfolio-reloaded|pyfolio pygame:pygame|pygame-ce ' +
  'pynvml:nvidia-ml-py|pynvml pypfopt:pyportfolioopt pyro:pyro-ppl pyspark:pyspark|databricks-connect pythoncom:pywin32 ' +
  'pywintypes:pywin32 pywt:pywavelets pyximport:cython rdkit:rdkit|rdkit-pypi readability:readability-lxml ' +
  'rest_framework:djangorestframework riskfolio:riskfolio-lib RPi:rpi-gpio scikitplot:scikit-plot scvi:scvi-tools ' +
  'serial:pyserial shapefile:pyshp skfuzzy:scikit-fuzzy sklearn:scikit-learn|scikit-learn-intelex ' +
  'sklearn_extra:scikit-learn-extra sklearnex:scikit-learn-intelex sklego:scikit-lego skmisc:scikit-misc ' +
  'skmultiflow:scikit-multiflow skmultilearn:scikit-multilearn skopt:scikit-optimize sksurv:scikit-survival ' +
  'slugify:python-slugify smbus:smbus2 snap:snap-stanford sndhdr:standard-sndhdr snowflake:snowflake-connector-python ' +
  'snowflake.connector:snowflake-connector-python snowflake.snowpark:snowflake-snowpark-python socks:pysocks ' +
  'sonnet:dm-sonnet speech_recognition:speechrecognition spellchecker:pyspellchecker sql:jupysql|ipython-sql ' +
  'surprise:scikit-surprise tabula:tabula-py talib:ta-lib tavily:tavily-python telegram:python-telegram-bot ' +
  'telnetlib:standard-telnetlib tensorboard:tensorboard|tensorflow ' +
  'tensorflow:tensorflow|tensorflow-cpu|tensorflow-gpu|tensorflow-macos|tf-nightly ' +
  'tensorflow_datasets:tensorflow-datasets|tfds-nightly tensorflow_serving:tensorflow-serving-api tree:dm-tree usb:pyusb ' +
  'vertexai:google-cloud-aiplatform vlc:python-vlc weaviate:weaviate-client weighted:wquantiles whisper:openai-whisper ' +
  'wikipediaapi:wikipedia-api win32api:pywin32 win32com:pywin32 win32con:pywin32 wx:wxpython xgboost:xgboost|xgboost-cpu ' +
  'Xlib:python-xlib zipline:zipline-reloaded|zipline ';

/** Imports that are surely the distribution of the same name (`_` as `-`). */
export const OFTEN_SAME =
  'accelerate adjustText adtk aif360 albumentations ale_py alibi alibi_detect alive_progress alpha_vantage anndata annoy ' +
  'anthropic apache_beam arch arviz ase astropy astroquery audioread autocorrect autogluon autokeras autoviz awkward ' +
  'awswrangler azure.ai.ml azure.identity azure.keyvault.secrets azure.storage.queue baal backtrader bambi bamboolib ' +
  'bcolz bert_score bertopic bitsandbytes black boruta boto boto3 botorch bottleneck bqplot brokenaxes bt cairosvg ' +
  'calplot camel_tools captum cartopy catboost causalml causalnex ccxt chart_studio chembl_webresource_client chex ' +
  'chromadb cirq cleanlab clearml cmasher cmdstanpy cmocean codecarbon cohere combo comet_ml contextily contractions ' +
  'control cornac corner creme crewai cufflinks cvxopt Cython cython darts dash dash_bootstrap_components ' +
  'databricks.connect datashader datatable dateparser deap deep_translator deepchecks deepface deepspeed descartes dgl ' +
  'dice_ml diffusers dipy django dlib docopt dowhy dtale dtreeviz duckdb dvclive dynesty easyocr econml einops ' +
  'elasticsearch eli5 emcee emoji esda essentia evalml evaluate evidently face_recognition facebook_scraper fairlearn ' +
  'faker fastai fastbook fastcore fastparquet fastprogress fasttext fbprophet feast feature_engine featuretools ' +
  'feedparser ffn filterpy finta fiona fire flair flaml flask_sqlalchemy flax ftfy fuzzywuzzy galpy gcsfs gdown geemap ' +
  'gekko geocoder geopy geoviews ggplot gluonts google.cloud.aiplatform google.cloud.automl ' +
  'google.cloud.bigquery_storage google.cloud.firestore google.cloud.language google.cloud.logging google.cloud.pubsub ' +
  'google.cloud.speech google.cloud.translate google.cloud.vision google.genai google_auth_oauthlib googlemaps ' +
  'googletrans gplearn gpxpy gpytorch graphviz great_expectations great_tables greykite groq gspread gtts guidance ' +
  'gurobipy gym gymnasium h2o h3 h5netcdf h5py haversine hazm hdbscan healpy highlight_text hiplot hmmlearn holidays ' +
  'html5lib hyperopt imgaug iminuit imodels implicit import_ipynb imutils instructor interpret ipdb ipycytoscape ' +
  'ipyleaflet ipyparallel ipyvolume ipyvuetify itables janome jax jaxlib jieba jiwer joypy july jupyter_dash jupytext ' +
  'kaggle kagglehub kaleido karateclub kats kedro keplergl keras_applications keras_cv keras_nlp keras_preprocessing ' +
  'keras_tuner keybert kfp kmodes kneed konlpy kornia ktrain label_studio_sdk langchain langdetect language_tool_python ' +
  'lazypredict leafmap libpysal librosa lifelines lifetimes lightfm lightkurve lightning lime line_profiler linearmodels ' +
  'litellm lmfit loguru luminol mapclassify matplotlib_venn MDAnalysis mealpy mechanicalsoup mediapipe medpy ' +
  'memory_profiler mesa metaflow mido mip mir_eval ml_collections mlflow mlforecast mlxtend mne mock modin monai mordred ' +
  'moviepy movingpandas mpld3 mplfinance mpmath mtcnn mujoco music21 mxnet names nb_black nba_api nbdev nbimporter neo4j ' +
  'neptune nest_asyncio neuralforecast neuralprophet nevergrad ngboost nglview nibabel nilearn node2vec nose numpyro ' +
  'oauth2client obspy odo ogb ollama onnx open3d opendatasets openmdao openml openTSNE optax ortools osmnx pacmap ' +
  'padelpy palettable pandarallel pandas_datareader pandas_gbq pandas_profiling pandas_ta pandasql pandera paramiko ' +
  'parsivar pattern pdf2image pdfplumber pdpbox peft pendulum pennylane pettingzoo pgmpy phate pikepdf pingouin pint ' +
  'ploomber plot_metric plotnine pmdarima pomegranate praw prefect pretty_midi prince prophet proplot psycopg ptitprince ' +
  'pulp py2neo py3Dmol pyaudio pyautogui pybullet pycaret pycebox pycld2 pycocotools pycountry pydicom pydotplus pydrive ' +
  'pyecharts pyflakes pygad pygal pygraphviz pygwalker pyinstrument pykalman pyLDAvis pylint pymatgen pymc pymc3 pymongo ' +
  'pymoo pymssql pymysql pynblint pyod pyodbc pyomo pypdf PyPDF2 pyperclip pypinyin pyprind PyQt5 pyrate_limiter pysal ' +
  'pysam pysr pystan pyswarms pyteomics pytesseract pytorch_lightning pytorch_tabnet pytrends pyts pyvi pyvis pyvisa ' +
  'pyvista pyxlsb qdrant_client qgrid qiskit quandl ragas rapidfuzz rasterio rasterstats ray recbole recmetrics redis ' +
  'reportlab requests_html rioxarray river roboflow rouge rouge_score rpy2 rtree rulefit ruptures s2sphere sacrebleu ' +
  'sacred sacremoses sagemaker SALib scanpy scikit_posthocs scrapy segmentation_models_pytorch selenium ' +
  'sentence_transformers sentencepiece shap sidetable SimpleITK simplejson simpleneighbors simpletransformers simpy ' +
  'skater skimpy skl2onnx sklearn_crfsuite sklearn_evaluation sklearn_pandas skorch sktime slycot snakeviz snorkel ' +
  'snownlp soundfile soynlp spacy_transformers sparse splot sqlmodel squarify stable_baselines3 stanza statannotations ' +
  'statsforecast stellargraph stumpy sudachipy sumy sunpy suod supertree supervision sweetviz swifter sympy symspellpy ' +
  'ta tbats tensorboardx tensorflow_addons tensorflow_data_validation tensorflow_decision_forests tensorflow_docs ' +
  'tensorflow_federated tensorflow_hub tensorflow_io tensorflow_metadata tensorflow_model_analysis ' +
  'tensorflow_model_optimization tensorflow_probability tensorflow_recommenders tensorflow_text tensorflow_transform ' +
  'tensorflowjs termcolor termplotlib textacy textblob textstat texttable tf_agents tf_keras tfx theano thefuzz timm ' +
  'toml tomli top2vec torch torch_geometric torch_scatter torch_sparse torchaudio torchdata torchinfo torchio ' +
  'torchmetrics torchsummary torchtext torchvision torchviz tpot trax treeinterpreter trimap trimesh trl tsfel tsfresh ' +
  'tslearn turicreate tweepy ucimlrepo ujson ultralytics uncertainties underthesea unidecode unsloth uproot upsetplot ' +
  'vaderSentiment vaex vega_datasets vegafusion venn visdom vllm voila wandb watermark webdriver_manager weightedstats ' +
  'wget whylogs wikipedia wordcloud workalendar wquantiles xgbfir xlrd xlwings xlwt yahoo_fin yake ydata_profiling ' +
  'yellowbrick youtube_transcript_api yt yt_dlp zarr zenml ';
