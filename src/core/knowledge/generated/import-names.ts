// Which distribution an import comes from, as wheels say; written by scripts/read-distributions.py.

/** Read out of the metadata of 400 distributions on 2026-11-27; their versions stand in test/core/knowledge/import-names.json. */
export const READ_DIFFERENT =
  'Bio:biopython BioSQL:biopython PIL:pillow apiclient:google-api-python-client argon2:argon2-cffi attr:attrs ' +
  'bs4:beautifulsoup4 cpuinfo:py-cpuinfo cv2:opencv-python-headless dateutil:python-dateutil docx:python-docx ' +
  'dotenv:python-dotenv faiss:faiss-cpu fitz:pymupdf git:gitpython google.ai:google-ai-generativelanguage ' +
  'google.api:googleapis-common-protos google.cloud.bigquery_v2:google-cloud-bigquery google.protobuf:protobuf ' +
  'googleapiclient:google-api-python-client graphql:graphql-core grpc:grpcio grpc_status:grpcio-status hydra:hydra-core ' +
  'imblearn:imbalanced-learn ipykernel_launcher:ipykernel jsonpatch_cli:jsonpatch jupyter:jupyter-core ' +
  'linkify_it:linkify-it-py markdown_it:markdown-it-py mpl_toolkits:matplotlib multipart:python-multipart numbergen:param ' +
  'playhouse:peewee pptx:python-pptx proto:proto-plus psycopg2:psycopg2-binary public:atpublic pwiz:peewee py:pytest ' +
  'pylab:matplotlib pymupdf4llm:pymupdf pythonjsonlogger:python-json-logger rpds:rpds-py ruamel:ruamel-yaml ' +
  'skimage:scikit-image sklearn:scikit-learn tiktoken_ext:tiktoken tlz:toolz umap:umap-learn validate:configobj ' +
  'websocket:websocket-client yaml:pyyaml zmq:pyzmq ';

/** Imports that are named as their distribution is. */
export const READ_SAME =
  'IPython aiobotocore aiohappyeyeballs aiohttp aiohttp_retry aioitertools aiosignal alembic altair amqp annotated_doc ' +
  'annotated_types anyio appdirs arrow asttokens async_lru asyncssh attrs azure.core azure.storage.blob babel billiard ' +
  'bleach blinker blis blosc2 bokeh botocore branca brotli cachetools catalogue category_encoders celery certifi cffi cfgv ' +
  'cftime charset_normalizer click click_didyoumean click_plugins click_repl cloudpathlib cloudpickle colorama colorcet ' +
  'colorlog comm confection configobj contourpy cryptography curl_cffi cycler cymem dask databricks.sdk datasets debugpy ' +
  'defusedxml dictdiffer dill diskcache distlib distributed distro docker dpath dulwich dvc dvc_data dvc_http dvc_objects ' +
  'dvc_render dvc_s3 dvc_studio_client dvc_task entrypoints et_xmlfile executing fastapi fastjsonschema filelock flask ' +
  'flask_cors flatbuffers flatten_dict flufl.lock folium fontTools formulaic fqdn frozenlist fsspec funcy gensim geopandas ' +
  'gitdb google.api_core google.auth google.cloud.bigquery google.cloud.storage google.generativeai google.resumable_media ' +
  'google_auth_httplib2 google_crc32c gradio gradio_client grandalf graphene graphql_relay groovy gto gunicorn h11 h2 ' +
  'hf_gradio hf_xet holoviews hpack httpcore httpcore2 httplib2 httpx httpx2 httpx_sse huey huggingface_hub hvplot ' +
  'hyperframe identify idna imageio importlib_metadata iniconfig interface_meta ipykernel ipympl ipython_pygments_lexers ' +
  'ipywidgets isodate isoduration iterative_telemetry itsdangerous jedi jinja2 jiter jmespath joblib json5 jsonpatch ' +
  'jsonpointer jsonschema jsonschema_specifications jupyter_builder jupyter_client jupyter_core jupyter_events jupyter_lsp ' +
  'jupyter_server jupyter_server_terminals jupyterlab jupyterlab_pygments jupyterlab_server jupyterlab_widgets kiwisolver ' +
  'kombu langchain_classic langchain_community langchain_core langchain_openai langchain_protocol langchain_text_splitters ' +
  'langsmith lark lazy_loader lightgbm llvmlite locket lxml lz4 mako markdown markupsafe matplotlib matplotlib_inline ' +
  'mdit_py_plugins mdurl missingno mistune msgpack multidict multiprocess multitasking murmurhash narwhals nbclient ' +
  'nbconvert nbformat ndindex nest_asyncio2 netCDF4 networkx nh3 nltk nodeenv notebook_shim numba numexpr numpy omegaconf ' +
  'onnxruntime openai openpyxl opentelemetry.proto opentelemetry.sdk optuna orjson overrides packaging pandas pandocfilters ' +
  'panel panel_material_ui papermill param parso partd pathspec patsy peewee pexpect pip platformdirs plotly pluggy polars ' +
  'pre_commit preshed prettytable prometheus_client prompt_toolkit propcache psutil ptyprocess pure_eval pyarrow pyasn1 ' +
  'pyasn1_modules pycparser pydantic pydantic_core pydantic_settings pydeck pydot pydub pygit2 pygments pygtrie pymupdf ' +
  'pynndescent pyogrio pyparsing pyproj pytest python_discovery python_multipart pytz pyviz_comms referencing regex ' +
  'requests requests_toolbelt rfc3339_validator rfc3986_validator rfc3987_syntax rich ruff s3fs safehttpx safetensors scipy ' +
  'scmrepo seaborn semantic_version semver send2trash setuptools shapely shellingham shortuuid shtab six sklearn_compat ' +
  'skops smart_open smmap sniffio sortedcontainers soupsieve spacy spacy_legacy spacy_loggers sqlalchemy sqlparse sqltrie ' +
  'srsly stack_data starlette statsmodels streamlit tables tabulate tblib tenacity terminado thinc threadpoolctl tifffile ' +
  'tiktoken tinycss2 tokenizers tomlkit toolz tornado tqdm traitlets transformers truststore typer typing_extensions ' +
  'typing_inspection tzdata tzlocal uri_template uritemplate urllib3 uuid_utils uv uvicorn vine virtualenv voluptuous ' +
  'wasabi watchdog wcwidth weasel webcolors webencodings websockets werkzeug widgetsnbextension wrapt xarray xlsxwriter ' +
  'xxhash xyzservices yarl yfinance zc.lockfile zict zipp zstandard ';
