// What a call needs beside the library that it belongs to: engines, drivers and backends that no import names.
// Source: pandas 3.0 "Optional dependencies" and `pandas.compat._optional.VERSIONS`; xarray, matplotlib ("Backends"), plotly
// ("Static image export"), SQLAlchemy ("Dialects"), networkx and polars references. Alternatives are separated by a bar.

export interface EngineFact {
  /** What any of will do, where nothing of the call says more; undefined where nothing is needed then. */
  readonly usual?: string;
  /** By the ending of the path. */
  readonly endings?: Readonly<Record<string, string>>;
  /** The argument that names an engine, and what each needs; '' nothing. */
  readonly argument?: string;
  readonly engines?: Readonly<Record<string, string>>;
}

const EXCEL = { openpyxl: 'openpyxl', xlrd: 'xlrd', pyxlsb: 'pyxlsb', odf: 'odfpy', calamine: 'python-calamine', xlsxwriter: 'xlsxwriter' };

const READS_EXCEL: EngineFact = {
  usual: 'openpyxl|xlrd|pyxlsb|odfpy|python-calamine',
  endings: {
    '.xlsx': 'openpyxl|python-calamine',
    '.xlsm': 'openpyxl|python-calamine',
    '.xls': 'xlrd|python-calamine',
    '.xlsb': 'pyxlsb|python-calamine',
    '.ods': 'odfpy|python-calamine',
  },
  argument: 'engine',
  engines: EXCEL,
};

const WRITES_EXCEL: EngineFact = { usual: 'openpyxl|xlsxwriter', endings: { '.ods': 'odfpy' }, argument: 'engine', engines: EXCEL };

const PARQUET: EngineFact = {
  usual: 'pyarrow|fastparquet',
  argument: 'engine',
  engines: { pyarrow: 'pyarrow', fastparquet: 'fastparquet', auto: 'pyarrow|fastparquet' },
};

const ARROW: EngineFact = { usual: 'pyarrow' };

const XML: EngineFact = { usual: 'lxml', argument: 'parser', engines: { lxml: 'lxml', etree: '' } };

const PLOT: EngineFact = {
  usual: 'matplotlib',
  argument: 'backend',
  engines: {
    matplotlib: 'matplotlib',
    plotly: 'plotly',
    hvplot: 'hvplot',
    holoviews: 'hvplot',
    pandas_bokeh: 'pandas-bokeh',
    altair: 'altair',
  },
};

const NETCDF: EngineFact = {
  endings: { '.nc': 'netcdf4|h5netcdf|scipy', '.nc4': 'netcdf4|h5netcdf', '.zarr': 'zarr', '.grib': 'cfgrib', '.grib2': 'cfgrib' },
  argument: 'engine',
  engines: { netcdf4: 'netcdf4', h5netcdf: 'h5netcdf', scipy: 'scipy', zarr: 'zarr', cfgrib: 'cfgrib', rasterio: 'rioxarray' },
};

const FRAME = {
  to_excel: WRITES_EXCEL,
  to_parquet: PARQUET,
  to_feather: ARROW,
  to_orc: ARROW,
  to_hdf: { usual: 'tables' },
  to_markdown: { usual: 'tabulate' },
  to_xml: XML,
  to_gbq: { usual: 'pandas-gbq' },
} satisfies Readonly<Record<string, EngineFact>>;

/** Methods of pandas' frames and series, also of what is not known to be one while pandas is imported. */
export const FRAME_ENGINES: Readonly<Record<string, EngineFact>> = FRAME;

/** Pictures of pandas' own. */
export const PANDAS_PLOT = PLOT;

/** By qualified name of the call. */
export const ENGINES: Readonly<Record<string, EngineFact>> = {
  'pandas.read_excel': READS_EXCEL,
  'pandas.ExcelFile': READS_EXCEL,
  'pandas.ExcelWriter': WRITES_EXCEL,
  'pandas.read_parquet': PARQUET,
  'pandas.read_feather': ARROW,
  'pandas.read_orc': ARROW,
  'pandas.read_hdf': { usual: 'tables' },
  'pandas.HDFStore': { usual: 'tables' },
  'pandas.read_html': { usual: 'lxml|html5lib', argument: 'flavor', engines: { lxml: 'lxml', html5lib: 'html5lib', bs4: 'html5lib' } },
  'pandas.read_xml': XML,
  'pandas.read_gbq': { usual: 'pandas-gbq' },
  'pandas.read_spss': { usual: 'pyreadstat' },
  'pandas.read_sql_table': { usual: 'sqlalchemy' },
  'pandas.read_csv': { argument: 'engine', engines: { pyarrow: 'pyarrow' } },
  'xarray.open_dataset': NETCDF,
  'xarray.load_dataset': NETCDF,
  'networkx.nx_agraph.graphviz_layout': { usual: 'pygraphviz' },
  'networkx.drawing.nx_agraph.graphviz_layout': { usual: 'pygraphviz' },
  'networkx.nx_pydot.graphviz_layout': { usual: 'pydot' },
  'networkx.drawing.nx_pydot.graphviz_layout': { usual: 'pydot' },
  'polars.read_excel': { usual: 'fastexcel|openpyxl|xlsx2csv' },
};

/** By the beginning of a path that pandas, dask or xarray reads or writes. */
export const PROTOCOLS: Readonly<Record<string, string>> = {
  s3: 's3fs',
  gs: 'gcsfs',
  gcs: 'gcsfs',
  abfs: 'adlfs',
  abfss: 'adlfs',
  az: 'adlfs',
  hf: 'huggingface-hub',
  sftp: 'paramiko',
};

/** By the beginning of a database's address. */
export const DRIVERS: Readonly<Record<string, string>> = {
  postgresql: 'psycopg2-binary|psycopg2',
  'postgresql+psycopg2': 'psycopg2-binary|psycopg2',
  'postgresql+psycopg': 'psycopg',
  'postgresql+asyncpg': 'asyncpg',
  'postgresql+pg8000': 'pg8000',
  mysql: 'mysqlclient',
  'mysql+mysqldb': 'mysqlclient',
  'mysql+pymysql': 'pymysql',
  'mysql+mysqlconnector': 'mysql-connector-python',
  mssql: 'pyodbc',
  'mssql+pyodbc': 'pyodbc',
  'mssql+pymssql': 'pymssql',
  oracle: 'cx-oracle|oracledb',
  'oracle+cx_oracle': 'cx-oracle',
  'oracle+oracledb': 'oracledb',
  snowflake: 'snowflake-sqlalchemy',
  bigquery: 'sqlalchemy-bigquery',
  duckdb: 'duckdb-engine',
  redshift: 'sqlalchemy-redshift',
};

/** matplotlib's interactive backends, by name in lower case; those that need nothing are not here. */
export const BACKENDS: Readonly<Record<string, string>> = {
  widget: 'ipympl',
  ipympl: 'ipympl',
  'module://ipympl.backend_nbagg': 'ipympl',
  qt: 'pyqt6|pyside6|pyqt5|pyside2',
  qtagg: 'pyqt6|pyside6|pyqt5|pyside2',
  qt4: 'pyqt4|pyside',
  qt5: 'pyqt5|pyside2',
  qt5agg: 'pyqt5|pyside2',
  qt6: 'pyqt6|pyside6',
  wx: 'wxpython',
  wxagg: 'wxpython',
  gtk3: 'pygobject',
  gtk3agg: 'pygobject',
  gtk4agg: 'pygobject',
};

/** What other distributions need anyway, so that it is there with them. Source: their metadata (`Requires-Dist`). */
export const BROUGHT_BY: Readonly<Record<string, string>> = {
  matplotlib:
    'seaborn mlxtend yellowbrick wordcloud scikit-plot plotnine missingno prophet fastai pycaret arviz mlflow catboost ' +
    'ydata-profiling sweetviz lifelines autogluon dtreeviz pyldavis sklearn-evaluation scikit-survival bertopic shap',
  pyarrow: 'datasets mlflow streamlit awswrangler deltalake feast dask-expr',
  sqlalchemy: 'mlflow optuna ipython-sql jupysql dagster langchain langchain-community alembic',
  lxml: 'python-docx python-pptx pandas-datareader',
  scipy: 'scikit-learn statsmodels scikit-image lightgbm xgboost imbalanced-learn',
  tables: 'vaex-hdf5',
  s3fs: 'dvc-s3',
  plotly: 'pycaret',
};
