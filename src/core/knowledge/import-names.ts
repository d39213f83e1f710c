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
  'google.oauth2:google-auth google.rpc:googleapis-common-protos google.type:googleapis-common-protos guild:guildai ' +
  'haiku:dm-haiku hummingbird:hummingbird-ml hypertune:cloudml-hypertune ibis:ibis-framework ignite:pytorch-ignite ' +
  'igraph:igraph|python-igraph imghdr:standard-imghdr janitor:pyjanitor jose:python-jose jwt:pyjwt kafka:kafka-python ' +
  'kaggle_secrets: kale:kubeflow-kale keras:keras|tensorflow lab_black:nb-black ldap:python-ldap ' +
  'Levenshtein:levenshtein|python-levenshtein llama_cpp:llama-cpp-python llama_index:llama-index|llama-index-core ' +
  'magic:python-magic MeCab:mecab-python3 mmcv:mmcv|mmcv-full mysql:mysql-connector-python MySQLdb:mysqlclient ' +
  'nasdaqdatalink:nasdaq-data-link newspaper:newspaper3k|newspaper4k nmap:python-nmap nvidia_smi:nvidia-ml-py3 ' +
  'object_detection:tf-models-official odf:odfpy official:tf-models-official onnxruntime:onnxruntime|onnxruntime-gpu ' +
  'OpenSSL:pyopenssl orbax:orbax-checkpoint orbit:orbit-ml osgeo:gdal paddle:paddlepaddle ' +
  'past:future pdfminer:pdfminer-six PIL:pillow|pillow-simd pinecone:pinecone|pinecone-client pipes:standard-pipes ' +
  'pkg_resources:setuptools pl_bolts:lightning-bolts platypus:platypus-opt progressbar:progressbar2|progressbar ' +
  'psycopg2:psycopg2-binary|psycopg2 pycrfsuite:python-crfsuite pyfolio:pyfolio-reloaded|pyfolio pygame:pygame|pygame-ce ' +
  'pynvml:nvidia-ml-py|pynvml pyro:pyro-ppl pyspark:pyspark|databricks-connect pythoncom:pywin32 pywintypes:pywin32 ' +
  'pywt:pywavelets pyximport:cython rdkit:rdkit|rdkit-pypi readability:readability-lxml ' +
  'rest_framework:djangorestframework RPi:rpi-gpio scikitplot:scikit-plot serial:pyserial skfuzzy:scikit-fuzzy ' +
  'sklearn:scikit-learn|scikit-learn-intelex sklearn_extra:scikit-learn-extra sklearnex:scikit-learn-intelex ' +
  'skmisc:scikit-misc skmultilearn:scikit-multilearn skopt:scikit-optimize sksurv:scikit-survival slugify:python-slugify ' +
  'smbus:smbus2 snap:snap-stanford sndhdr:standard-sndhdr snowflake.connector:snowflake-connector-python ' +
  'snowflake.snowpark:snowflake-snowpark-python snowflake:snowflake-connector-python socks:pysocks sonnet:dm-sonnet ' +
  'speech_recognition:speechrecognition spellchecker:pyspellchecker sql:jupysql|ipython-sql surprise:scikit-surprise ' +
  'tabula:tabula-py talib:ta-lib tavily:tavily-python telegram:python-telegram-bot telnetlib:standard-telnetlib ' +
  'tensorboard:tensorboard|tensorflow tensorflow:tensorflow|tensorflow-cpu|tensorflow-gpu|tensorflow-macos|tf-nightly ' +
  'tensorflow_datasets:tensorflow-datasets|tfds-nightly tensorflow_serving:tensorflow-serving-api tree:dm-tree usb:pyusb ' +
  'vlc:python-vlc whisper:openai-whisper win32api:pywin32 win32com:pywin32 win32con:pywin32 wx:wxpython ' +
  'xgboost:xgboost|xgboost-cpu Xlib:python-xlib zipline:zipline-reloaded|zipline ';

/** Imports that are surely the distribution of the same name (`_` as `-`). */
export const OFTEN_SAME =
  'accelerate adjustText aicsimageio aif360 aim albumentations ale_py alibi alibi_detect alive_progress alpaca_trade_api ' +
  'alpha_vantage anndata annoy anthropic apache_beam arch arviz ase astropy astroquery autocorrect autogluon autokeras ' +
  'autoviz awkward awswrangler axelrod azure.ai.ml azure.cosmos azure.identity azure.keyvault.secrets azure.storage.queue ' +
  'backtrader bcolz bentoml bert_score bertopic bitsandbytes black blackjax blaze bnlearn boost_histogram boruta boto ' +
  'boto3 botorch bqplot cairosvg camel_tools cantera captum cartopy catboost causalml ccxt cdsapi cellpose cfgrib chainer ' +
  'chaospy chart_studio chex chromadb cirq clearml climpred clu cmdstanpy codecarbon cohere comet_ml contextily ' +
  'contractions control CoolProp corner cplex cufflinks cvxopt cx_Oracle cython Cython dagster darts dash ' +
  'dash_bootstrap_components databricks.connect dateparser deap deep_translator deepchecks deepface deepspeed detectron2 ' +
  'dgl diffusers dipy distrax django dlib dm_control docopt docx2txt dowhy dtale dtreeviz duckdb duckduckgo_search ' +
  'dynesty earthpy easyocr eccodes econml edward2 efficientnet_pytorch einops elasticsearch eli5 emcee emoji esda ' +
  'essentia evaluate evidently face_recognition fairlearn fairseq faker fastai fastbook fastcore fastparquet fastprogress ' +
  'fbprophet feast featuretools ffn filterpy fiona fire fitparse flair flaml flask_login flask_sqlalchemy flax fugashi ' +
  'fuzzywuzzy fvcore galpy geemap geocoder geoplot geopy ggplot gluonts google.adk google.cloud.aiplatform ' +
  'google.cloud.automl google.cloud.bigquery_storage google.cloud.dataproc google.cloud.documentai google.cloud.firestore ' +
  'google.cloud.language google.cloud.logging google.cloud.pubsub google.cloud.speech google.cloud.texttospeech ' +
  'google.cloud.translate google.cloud.videointelligence google.cloud.vision google.genai google_auth_oauthlib googlemaps ' +
  'googletrans gpflow gpxpy GPy gpytorch graphviz great_expectations great_tables gspread gtts gurobipy gym gymnasium h2o ' +
  'h3 h5netcdf h5py hanlp haversine hdbscan healpy hiplot hist hmmlearn holidays html2text hyperopt imgaug iminuit ' +
  'implicit import_ipynb imutils inspyred instaloader interpret ipdb ipycytoscape ipyleaflet ipyvolume isbnlib itables ' +
  'janome jaraco.functools jax jaxlib jieba joypy jupyter_black jupyter_dash kaggle kagglehub kaleido karateclub kats ' +
  'kedro keras_applications keras_contrib keras_cv keras_hub keras_nlp keras_preprocessing keras_tuner keybert kfp klib ' +
  'kmodes kneed konlpy kornia ktrain langchain langdetect language_tool_python lasagne lasio lazypredict leafmap ' +
  'leidenalg libpysal librosa lifelines lightfm lightkurve lightning lime line_profiler linearmodels lmfit loguru luigi ' +
  'lxml_html_clean madmom mapclassify markdown2 markdownify MDAnalysis mdtraj mediapipe memory_profiler mesa metaflow ' +
  'metpy mgwr mido mimesis minisom ml_collections mlens mlflow mlxtend mmdet mmengine mne mock modin momepy monai moviepy ' +
  'movingpandas mplcursors mpld3 mplfinance mplhep mpmath mtcnn mujoco music21 mxnet mypy names nashpy nb_black nba_api ' +
  'nbdev nbimporter neptune nest_asyncio neural_tangents neuralprophet nevergrad nibabel nilearn node2vec noisereduce ' +
  'nose numpyro oauth2client obspy odo ogb onnx onnxmltools open3d openmm openturns optax oracledb ortools oryx osmnx ' +
  'pandarallel pandas_datareader pandas_gbq pandas_profiling pandas_ta pandasql pandera paramiko pattern pdf2image ' +
  'pdfplumber peft pendulum pennylane pettingzoo pgmpy pika pingouin pint ploomber plotnine pmdarima pomegranate praw ' +
  'prefect pretrainedmodels pretty_midi prophet psycopg ptitprince pulp pvlib pyaudio pyautogui pybullet pycaret ' +
  'pycocotools pycountry pydicom pydotplus pydrive pyecharts pyflakes pygad pygal pygraphviz pygrib pygwalker pyhdf ' +
  'pykalman pyLDAvis pylint pymap3d pymatgen pymc pymc3 pymongo pymoo pymssql pymysql pyod pyodbc pyomo pypdf PyPDF2 ' +
  'PyPDF4 pyperclip pypmml pyprind pypsa PyQt5 pyrate_limiter pysal pysam pysrt pystan pyswarms pyteomics pytesseract ' +
  'pythran pytorch_lightning pytorch_tabnet pytrends pytube pyvis pyvista pyxlsb qdrant_client qgrid qiskit quandl ' +
  'rapidfuzz rasterio rasterstats ray recbole redis reportlab reverse_geocoder rioxarray river rlax roboflow rouge ' +
  'rouge_score rpy2 rtree ruamel_yaml sacrebleu sacred sacremoses sagemaker SALib scanpy scrapy scvelo ' +
  'segmentation_models_pytorch segyio seldon_core selenium sentence_transformers sentencepiece sentinelhub shap SimpleITK ' +
  'simplejson simpleneighbors simpletransformers simpy siphon skimpy skl2onnx sklearn2pmml sklearn_crfsuite ' +
  'sklearn_evaluation sklearn_pandas skorch skrebate sktime smdebug snownlp sounddevice soundfile spacy_transformers ' +
  'spektral splot spreg sqlmodel squarify stable_baselines stable_baselines3 stanza stardist statannotations statsbombpy ' +
  'statsforecast stellargraph stumpy summa sumy sunpy super_gradients supervision sweetviz swifter sympy symspellpy ta ' +
  'tbats telethon tensorboardx tensorflow_addons tensorflow_data_validation tensorflow_decision_forests tensorflow_docs ' +
  'tensorflow_federated tensorflow_gan tensorflow_hub tensorflow_io tensorflow_lattice tensorflow_metadata ' +
  'tensorflow_model_analysis tensorflow_model_optimization tensorflow_privacy tensorflow_probability tensorflow_ranking ' +
  'tensorflow_recommenders tensorflow_text tensorflow_transform tensorflowjs tensorlayer termcolor textacy textblob ' +
  'textract textstat tf_agents tf_keras tflearn tfx tfx_bsl theano thefuzz thermo thop timm toml tomli torch ' +
  'torch_geometric torch_scatter torch_sparse torchaudio torchdata torcheval torchinfo torchmetrics torchsummary ' +
  'torchtext torchvision torchviz tpot trax treeinterpreter trimesh trl tsfresh tslearn TTS tweepy TwitterAPI ujson ' +
  'ultralytics uncertainties underthesea unidecode unsloth uproot uqpy vaderSentiment vaex vector vincent visdom vllm vtk ' +
  'wandb watermark webdriver_manager welly wget whitebox whylogs windpowerlib wordcloud xgcm xlrd xlwings xlwt yake ' +
  'ydata_profiling yellowbrick youtube_transcript_api yt_dlp zarr zenml zfit ';
