// Methods that mean the same in all common libraries, for receivers of which nothing else is known.

/** They change nothing. Read from the method lists of pandas 3.1, NumPy 2.4 and scikit-learn 1.9; those with an `inplace` argument are not among them. */
export const PURE_METHODS: ReadonlySet<string> = new Set(
  (
    'head tail describe info mean sum std var min max median mode quantile count nunique unique value_counts corr cov abs round ' +
    'copy to_numpy to_list tolist to_frame to_dict to_string isna isnull notna notnull any all cumsum cumprod diff pct_change ' +
    'groupby merge join astype apply map applymap agg aggregate transform pivot_table pivot melt stack unstack nlargest nsmallest ' +
    'idxmax idxmin argmax argmin argsort dot reshape flatten ravel transpose squeeze item predict predict_proba predict_log_proba ' +
    'decision_function score inverse_transform get_params get_feature_names_out summary params items keys values get strip lower ' +
    'upper split startswith endswith format encode decode isin between shift rolling ewm resample memory_usage select_dtypes toarray ' +
    'todense size ndim tell fileno isoformat strftime total_seconds date weekday'
  ).split(' '),
);

/** They write a frame, an array or a series into the file in their first argument; the names are those of pandas and polars. */
export const WRITING_METHODS: ReadonlySet<string> = new Set(
  'to_csv to_json to_parquet to_feather to_orc to_pickle to_stata to_hdf to_excel write_csv write_parquet write_json'.split(' '),
);

/** Methods that tell only the form of what has them. */
export const FORM_METHODS: ReadonlySet<string> = new Set(['keys']);
