// Labelled small notebooks for the rules about leaks: what each must say, and as many that look like leaks and are none.

export const START = `import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.model_selection import GridSearchCV, GroupKFold, KFold, cross_val_score, cross_validate, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, Normalizer, OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.utils import resample
df = pd.read_csv('data.csv')
X, y = df.drop(columns='target'), df['target']
`;
export const SPLIT = 'X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n';
export const TRAIN = 'model = LogisticRegression().fit(X_train, y_train)\nprint(model.score(X_test, y_test))\n';
const XY = "X, y = df.drop(columns='target'), df['target']\n";
const LOOP = 'scores = []\nfor k in range(1, 20):\n    model = RandomForestClassifier(k).fit(X_train, y_train)\n';

export type Rule = 'leakage-preprocessing' | 'leakage-overlap' | 'leakage-test-tuning' | 'leakage-target';

export interface Case {
  readonly rule: Rule;
  readonly what: string;
  readonly code: string;
}

const cases = (rule: Rule, all: readonly (readonly [string, string])[]): readonly Case[] =>
  all.map(([what, code]) => ({ rule, what, code }));

/** Exactly one finding, of the rule that is named. */
export const LEAKS: readonly Case[] = [
  ...cases('leakage-preprocessing', [
    ['a scaler before the split', `X = StandardScaler().fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['fitted and applied in two lines', `s = MinMaxScaler()\ns.fit(X)\nX = s.transform(X)\n${SPLIT}${TRAIN}`],
    ['an imputer', `X = SimpleImputer().fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['columns written back', `df[['a', 'b']] = StandardScaler().fit_transform(df[['a', 'b']])\nX = df[['a', 'b']]\n${SPLIT}${TRAIN}`],
    ['a frame around the array', `X = pd.DataFrame(StandardScaler().fit_transform(X), columns=X.columns)\n${SPLIT}${TRAIN}`],
    ['components', `Z = PCA(3).fit_transform(X)\nX_train, X_test, y_train, y_test = train_test_split(Z, y)\n${TRAIN}`],
    ['the best columns', `Z = SelectKBest(k=5).fit_transform(X, y)\nprint(cross_val_score(LogisticRegression(), Z, y))`],
    ['several scores of folds', `Z = StandardScaler().fit_transform(X)\nprint(cross_validate(LogisticRegression(), Z, y, cv=KFold(3)))`],
    [
      'fitted on all, applied to the parts',
      `s = StandardScaler().fit(X)\n${SPLIT}model = LogisticRegression().fit(s.transform(X_train), y_train)\nprint(model.score(s.transform(X_test), y_test))`,
    ],
    [
      'fitted behind the split, on all',
      `${SPLIT}s = StandardScaler().fit(X)\nmodel = LogisticRegression().fit(s.transform(X_train), y_train)`,
    ],
    ['in a function', `def scaled(x):\n    return StandardScaler().fit_transform(x)\nX = scaled(X)\n${SPLIT}${TRAIN}`],
    [
      'all in one function',
      `def run(X, y):\n    X = StandardScaler().fit_transform(X)\n    a, b, c, d = train_test_split(X, y)\n    return LogisticRegression().fit(a, c).score(b, d)\nprint(run(X, y))`,
    ],
    ['words of all texts', `X = TfidfVectorizer().fit_transform(df['text'])\n${SPLIT}${TRAIN}`],
    ['counts of all texts', `X = CountVectorizer(min_df=5).fit_transform(df['text'])\n${SPLIT}${TRAIN}`],
    [
      'a search behind the split',
      `X = StandardScaler().fit_transform(X)\n${SPLIT}search = GridSearchCV(LogisticRegression(), {'C': [1, 2]}).fit(X_train, y_train)`,
    ],
    [
      'a search on what was scaled',
      `Z = StandardScaler().fit_transform(X)\nsearch = GridSearchCV(LogisticRegression(), {'C': [1, 2]})\nsearch.fit(Z, y)\nprint(search.best_score_)`,
    ],
    [
      'a pipeline of transformers',
      `prepare = make_pipeline(SimpleImputer(), StandardScaler())\nX = prepare.fit_transform(X)\n${SPLIT}${TRAIN}`,
    ],
    [
      'a transformer for each column',
      `prepare = ColumnTransformer([('n', StandardScaler(), ['a']), ('c', OneHotEncoder(), ['b'])])\nX = prepare.fit_transform(X)\n${SPLIT}${TRAIN}`,
    ],
    ['scaled by hand', `X = (X - X.mean()) / X.std()\n${SPLIT}${TRAIN}`],
    ['scaled by hand with NumPy', `X = df[['a', 'b']].values\nX = (X - np.mean(X, axis=0)) / np.std(X, axis=0)\n${SPLIT}${TRAIN}`],
    ['a range by hand', `df['a'] = (df['a'] - df['a'].min()) / (df['a'].max() - df['a'].min())\n${XY}${SPLIT}${TRAIN}`],
    ['means by name', `mu, sigma = X.mean(), X.std()\nX = (X - mu) / sigma\n${SPLIT}${TRAIN}`],
    ['filled with the mean of all', `df = df.fillna(df.mean())\n${XY}${SPLIT}${TRAIN}`],
    ['one column filled with its median', `df['a'] = df['a'].fillna(df['a'].median())\n${XY}${SPLIT}${TRAIN}`],
    ['filled in place', `df['a'].fillna(df['a'].mean(), inplace=True)\n${XY}${SPLIT}${TRAIN}`],
    [
      'the target by group',
      `df['t'] = df.groupby('city')['target'].transform('mean')\nX, y = df[['t', 'a']], df['target']\n${SPLIT}${TRAIN}`,
    ],
    [
      'the target by group, mapped',
      `means = df.groupby('city')['target'].mean()\ndf['t'] = df['city'].map(means)\nX, y = df[['t', 'a']], df['target']\n${SPLIT}${TRAIN}`,
    ],
    [
      'columns by their correlation with the target',
      `strength = df.corr()['target'].abs()\nbest = strength.sort_values(ascending=False)[1:10].index\nX = df[best]\n${SPLIT}${TRAIN}`,
    ],
    [
      'folds by hand',
      `X = StandardScaler().fit_transform(X)\nfor train, test in KFold(5).split(X):\n    model = LogisticRegression().fit(X[train], y[train])\n    print(model.score(X[test], y[test]))`,
    ],
    [
      'two slices',
      `X = StandardScaler().fit_transform(X)\nX_train, X_test = X[:800], X[800:]\ny_train, y_test = y[:800], y[800:]\n${TRAIN}`,
    ],
    [
      'slices at a computed place',
      `df['a'] = MinMaxScaler().fit_transform(df[['a']])\nn = int(len(df) * 0.8)\ntrain, test = df.iloc[:n], df.iloc[n:]\nmodel = LinearRegression().fit(train[['a']], train['target'])\nprint(model.score(test[['a']], test['target']))`,
    ],
    [
      'a sample and what is left',
      `df['a'] = (df['a'] - df['a'].mean()) / df['a'].std()\ntrain = df.sample(frac=0.8, random_state=0)\ntest = df.drop(train.index)\nmodel = LinearRegression().fit(train[['a']], train['target'])\nprint(model.score(test[['a']], test['target']))`,
    ],
    [
      'a mask and its opposite',
      `df['a'] = MinMaxScaler().fit_transform(df[['a']])\nmask = np.random.default_rng(0).random(len(df)) < 0.8\ntrain, test = df[mask], df[~mask]\nmodel = LinearRegression().fit(train[['a']], train['target'])\nprint(model.score(test[['a']], test['target']))`,
    ],
    [
      'positions of a permutation',
      `X = StandardScaler().fit_transform(X)\norder = np.random.permutation(len(X))\na, b = order[:800], order[800:]\nmodel = LogisticRegression().fit(X[a], y[a])\nprint(model.score(X[b], y[b]))`,
    ],
    [
      'before and after a year',
      `df['a'] = MinMaxScaler().fit_transform(df[['a']])\ntrain = df[df['year'] < 2020]\ntest = df[df['year'] >= 2020]\nmodel = LinearRegression().fit(train[['a']], train['target'])\nprint(model.score(test[['a']], test['target']))`,
    ],
    [
      'the test rows fitted again',
      `${SPLIT}s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.fit_transform(X_test)\n${TRAIN}`,
    ],
    [
      'the test rows fitted by another scaler',
      `${SPLIT}X_train = StandardScaler().fit_transform(X_train)\nX_test = StandardScaler().fit_transform(X_test)\n${TRAIN}`,
    ],
    [
      'columns chosen, then folds of the training rows',
      `${SPLIT}Z = SelectKBest(k=5).fit_transform(X_train, y_train)\nprint(cross_val_score(LogisticRegression(), Z, y_train))`,
    ],
    [
      'rows that Keras sets aside',
      `import keras\nX = StandardScaler().fit_transform(X)\nnet = keras.Sequential([keras.layers.Dense(1)])\nnet.compile(loss='mse')\nnet.fit(X, y, validation_split=0.2)`,
    ],
  ]),
  ...cases('leakage-overlap', [
    ['new rows', `X, y = SMOTE(random_state=0).fit_resample(X, y)\n${SPLIT}${TRAIN}`],
    [
      'more of few rows',
      `big, labels = RandomOverSampler(random_state=0).fit_resample(X, y)\nX_train, X_test, y_train, y_test = train_test_split(big, labels)\n${TRAIN}`,
    ],
    [
      'few rows drawn again and again',
      `few, many = df[df['target'] == 1], df[df['target'] == 0]\nmore = resample(few, replace=True, n_samples=len(many), random_state=0)\ndf = pd.concat([many, more])\n${XY}${SPLIT}${TRAIN}`,
    ],
    ['drawn with replacement', `df = df.sample(frac=2.0, replace=True, random_state=0)\n${XY}${SPLIT}${TRAIN}`],
    [
      'few rows sampled and added',
      `few = df[df['target'] == 1].sample(5000, replace=True, random_state=0)\ndf = pd.concat([df, few])\n${XY}${SPLIT}${TRAIN}`,
    ],
    ['new rows, then folds', `X, y = SMOTE(random_state=0).fit_resample(X, y)\nprint(cross_val_score(LogisticRegression(), X, y))`],
    [
      'new training rows, then their folds',
      `${SPLIT}A, b = SMOTE(random_state=0).fit_resample(X_train, y_train)\nprint(cross_val_score(LogisticRegression(), A, b))`,
    ],
    [
      'new rows, then a search',
      `X, y = RandomOverSampler(random_state=0).fit_resample(X, y)\nsearch = GridSearchCV(LogisticRegression(), {'C': [1, 2]}).fit(X, y)\nprint(search.best_score_)`,
    ],
    ['fitted on all, scored on a part', `model = LogisticRegression().fit(X, y)\n${SPLIT}print(model.score(X_test, y_test))`],
    [
      'split first, fitted on all',
      `${SPLIT}model = RandomForestClassifier(random_state=0)\nmodel.fit(X, y)\nprint(accuracy_score(y_test, model.predict(X_test)))`,
    ],
    [
      'a search on all, scored on a part',
      `${SPLIT}search = GridSearchCV(LogisticRegression(), {'C': [1, 2]})\nsearch.fit(X, y)\nprint(search.score(X_test, y_test))`,
    ],
    [
      'a pipeline fitted on all',
      `${SPLIT}model = make_pipeline(StandardScaler(), LogisticRegression())\nmodel.fit(X, y)\nprint(model.score(X_test, y_test))`,
    ],
    ['groups and the default folds', `print(cross_val_score(LogisticRegression(), X, y, groups=df['patient']))`],
    ['groups and folds that do not know them', `print(cross_val_score(LogisticRegression(), X, y, groups=df['patient'], cv=KFold(5)))`],
    [
      'groups split by a splitter that does not know them',
      `for a, b in KFold(5).split(X, y, df['patient']):\n    print(LogisticRegression().fit(X.iloc[a], y.iloc[a]).score(X.iloc[b], y.iloc[b]))`,
    ],
    [
      'lags at random',
      `df['date'] = pd.to_datetime(df['date'])\ndf['before'] = df['target'].shift(1)\ndf = df.dropna()\n${XY}${SPLIT}${TRAIN}`,
    ],
    [
      'rolling means at random',
      `df = pd.read_csv('prices.csv', parse_dates=['date'], index_col='date')\ndf['week'] = df['close'].rolling(7).mean()\ndf = df.dropna()\nX, y = df[['week']], df['target']\n${SPLIT}${TRAIN}`,
    ],
  ]),
  ...cases('leakage-test-tuning', [
    ['the largest of many', `${SPLIT}${LOOP}    scores.append(model.score(X_test, y_test))\nprint(max(scores))`],
    ['where it is largest', `${SPLIT}${LOOP}    scores.append(model.score(X_test, y_test))\nbest = np.argmax(scores) + 1`],
    ['by a metric', `${SPLIT}${LOOP}    scores.append(accuracy_score(y_test, model.predict(X_test)))\nbest = scores.index(max(scores))`],
    [
      'the least error',
      `${SPLIT}${LOOP}    predicted = model.predict(X_test)\n    scores.append(mean_squared_error(y_test, predicted))\nprint(min(scores))`,
    ],
    [
      'better than the best so far',
      `${SPLIT}best = 0\nfor c in [0.1, 1, 10]:\n    model = LogisticRegression(C=c).fit(X_train, y_train)\n    score = model.score(X_test, y_test)\n    if score > best:\n        best, best_c = score, c\nprint(best, best_c)`,
    ],
    [
      'by name',
      `${SPLIT}scores = {}\nfor c in [0.1, 1, 10]:\n    scores[c] = LogisticRegression(C=c).fit(X_train, y_train).score(X_test, y_test)\nbest = max(scores, key=scores.get)`,
    ],
    [
      'models in a loop',
      `${SPLIT}found = []\nfor model in [LogisticRegression(), RandomForestClassifier(random_state=0)]:\n    model.fit(X_train, y_train)\n    found.append((model.score(X_test, y_test), model))\nprint(max(found))`,
    ],
    [
      'the error rate by hand',
      `${SPLIT}${LOOP}    predicted = model.predict(X_test)\n    scores.append(np.mean(predicted != y_test))\nprint(np.argmin(scores))`,
    ],
    [
      'a table of scores',
      `${SPLIT}${LOOP}    scores.append({'k': k, 'score': model.score(X_test, y_test)})\ntable = pd.DataFrame(scores)\nprint(table['score'].idxmax())`,
    ],
    [
      'two models and the better',
      `${SPLIT}a = LogisticRegression().fit(X_train, y_train).score(X_test, y_test)\nb = RandomForestClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test)\nprint(max(a, b))`,
    ],
    ['one minus the score', `${SPLIT}${LOOP}    scores.append(1 - model.score(X_test, y_test))\nprint(min(scores))`],
    [
      'stopping early by the test rows',
      `import xgboost\n${SPLIT}model = xgboost.XGBClassifier(early_stopping_rounds=10)\nmodel.fit(X_train, y_train, eval_set=[(X_test, y_test)])\nprint(accuracy_score(y_test, model.predict(X_test)))`,
    ],
    [
      'stopping early, told at the fit',
      `import xgboost\n${SPLIT}model = xgboost.XGBClassifier()\nmodel.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)], early_stopping_rounds=10)\nprint(model.score(X_test, y_test))`,
    ],
    [
      'LightGBM by a callback',
      `import lightgbm\n${SPLIT}model = lightgbm.LGBMClassifier()\nmodel.fit(X_train, y_train, eval_set=[(X_test, y_test)], callbacks=[lightgbm.early_stopping(10)])\nprint(model.score(X_test, y_test))`,
    ],
    [
      'Keras by a callback',
      `import keras\nfrom keras.callbacks import EarlyStopping\n${SPLIT}net = keras.Sequential([keras.layers.Dense(1)])\nnet.compile(loss='mse')\nnet.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[EarlyStopping(patience=3)])\nprint(net.evaluate(X_test, y_test))`,
    ],
  ]),
  ...cases('leakage-target', [
    ['left where it was', `X = df\n${SPLIT}${TRAIN}`],
    ['among columns that are chosen', `X = df[['a', 'b', 'target']]\n${SPLIT}${TRAIN}`],
    ['features taken before the target is dropped', `X = df.drop(columns='id')\ny = df['target']\n${SPLIT}${TRAIN}`],
    ['a ratio with it', `df['ratio'] = df['target'] / df['sqft']\n${XY}${SPLIT}${TRAIN}`],
    ['its logarithm', `df['log'] = np.log(df['target'])\n${XY}${SPLIT}${TRAIN}`],
    ['a copy', `df['copy'] = df['target'].astype(float) * 100\n${XY}${SPLIT}${TRAIN}`],
    ['its class', `df['high'] = (df['target'] > 10).astype(int)\n${XY}${SPLIT}${TRAIN}`],
    ['an encoded copy', `df['code'] = LabelEncoder().fit_transform(df['target'])\n${XY}${SPLIT}${TRAIN}`],
    [
      'a target that is made of a column left in',
      `df['good'] = (df['quality'] > 6).astype(int)\nX, y = df.drop(columns='good'), df['good']\n${SPLIT}${TRAIN}`,
    ],
    [
      'a target by a function of a column left in',
      `df['good'] = df['quality'].apply(lambda q: 1 if q > 6 else 0)\nX, y = df.drop(columns=['good']), df['good']\n${SPLIT}${TRAIN}`,
    ],
    [
      'a target of two columns left in',
      `df['share'] = df['tip'] / df['bill']\nX, y = df[['tip', 'bill', 'size']], df['share']\n${SPLIT}${TRAIN}`,
    ],
    [
      'scaled with the features',
      `X = df\n${SPLIT}s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n${TRAIN}`,
    ],
    ['as an array', `X, y = df[['a', 'target']].values, df['target'].values\n${SPLIT}${TRAIN}`],
    ['in folds', `print(cross_val_score(LogisticRegression(), df[['a', 'target']], df['target']))`],
    ['a log target beside its column', `y = np.log(df['price'])\nX = df[['price', 'a']]\n${SPLIT}${TRAIN}`],
    ['assigned', `df = df.assign(double=df['target'] * 2)\n${XY}${SPLIT}${TRAIN}`],
  ]),
];

/** Nothing may be said, by any of the rules. */
export const SOUND: readonly Case[] = [
  ...cases('leakage-preprocessing', [
    [
      'fitted on the training rows',
      `${SPLIT}s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n${TRAIN}`,
    ],
    [
      'under new names',
      `${SPLIT}s = MinMaxScaler().fit(X_train)\na, b = s.transform(X_train), s.transform(X_test)\nmodel = LogisticRegression().fit(a, y_train)\nprint(model.score(b, y_test))`,
    ],
    [
      'a pipeline',
      `${SPLIT}model = make_pipeline(StandardScaler(), LogisticRegression())\nmodel.fit(X_train, y_train)\nprint(model.score(X_test, y_test))`,
    ],
    ['a pipeline in folds', `print(cross_val_score(Pipeline([('s', StandardScaler()), ('m', LogisticRegression())]), X, y))`],
    ['a pipeline in a search', `${SPLIT}GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), {}).fit(X_train, y_train)`],
    ['a picture', `flat = PCA(2).fit_transform(X)\nprint(flat[:5])\n${SPLIT}${TRAIN}`],
    ['a scaler that is only shown', `print(StandardScaler().fit(X).mean_)\n${SPLIT}${TRAIN}`],
    ['labels as numbers', `y = LabelEncoder().fit_transform(y)\n${SPLIT}${TRAIN}`],
    ['categories', `X = OneHotEncoder().fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['categories as numbers', `df[['a']] = OrdinalEncoder().fit_transform(df[['a']])\n${XY}${SPLIT}${TRAIN}`],
    ['no test', `X = StandardScaler().fit_transform(X)\nRandomForestClassifier(random_state=0).fit(X, y)`],
    ['a split that nothing is trained behind', `X = StandardScaler().fit_transform(X)\na, b = train_test_split(X)`],
    ['another table', `other = pd.read_csv('other.csv')\nStandardScaler().fit_transform(other)\n${SPLIT}${TRAIN}`],
    ['refitted on everything at the end', `${SPLIT}${TRAIN}final = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)`],
    [
      'choosing from the training rows',
      `${SPLIT}best = SelectKBest(k=5).fit(X_train, y_train)\nmodel = LogisticRegression().fit(best.transform(X_train), y_train)\nprint(accuracy_score(y_test, model.predict(best.transform(X_test))))`,
    ],
    [
      'folds of scaled training rows',
      `${SPLIT}Z = StandardScaler().fit_transform(X_train)\nprint(cross_val_score(LogisticRegression(), Z, y_train))`,
    ],
    ['each row by itself', `X = Normalizer().fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['logarithms', `X = np.log1p(X)\n${SPLIT}${TRAIN}`],
    ['divided by what is known', `X = X / 255\n${SPLIT}${TRAIN}`],
    ['filled with a constant', `df = df.fillna(0)\n${XY}${SPLIT}${TRAIN}`],
    ['an imputer of a constant', `X = SimpleImputer(strategy='constant', fill_value=0).fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['means of rows', `X = X.sub(X.mean(axis=1), axis=0)\n${SPLIT}${TRAIN}`],
    ['each row less its own mean', `X = X - X.mean(axis=1)\n${SPLIT}${TRAIN}`],
    ['a mean that is shown', `print((df['a'] - df['a'].mean()).describe())\n${SPLIT}${TRAIN}`],
    [
      'training rows by hand',
      `${SPLIT}mu, sd = X_train.mean(), X_train.std()\nX_train, X_test = (X_train - mu) / sd, (X_test - mu) / sd\n${TRAIN}`,
    ],
    ['training rows filled', `${SPLIT}X_train, X_test = X_train.fillna(X_train.mean()), X_test.fillna(X_train.mean())\n${TRAIN}`],
    [
      'clusters',
      `from sklearn.cluster import KMeans\nZ = StandardScaler().fit_transform(X)\nprint(KMeans(3, random_state=0).fit_predict(Z))\n${SPLIT}${TRAIN}`,
    ],
    [
      'two slices, then the scaler',
      `train, test = df[:800], df[800:]\ns = StandardScaler().fit(train[['a']])\nmodel = LinearRegression().fit(s.transform(train[['a']]), train['target'])\nprint(model.score(s.transform(test[['a']]), test['target']))`,
    ],
    [
      'a sample, then its mean',
      `train = df.sample(frac=0.8, random_state=0)\ntest = df.drop(train.index)\nmu = train['a'].mean()\nmodel = LinearRegression().fit(train[['a']] - mu, train['target'])\nprint(model.score(test[['a']] - mu, test['target']))`,
    ],
    [
      'scaled in each fold',
      `for a, b in KFold(5).split(X):\n    s = StandardScaler().fit(X.iloc[a])\n    model = LogisticRegression().fit(s.transform(X.iloc[a]), y.iloc[a])\n    print(model.score(s.transform(X.iloc[b]), y.iloc[b]))`,
    ],
    ['means by group that are shown', `print(df.groupby('city')['target'].mean())\n${SPLIT}${TRAIN}`],
    ['a correlation that is shown', `print(df.corr()['target'].sort_values())\n${SPLIT}${TRAIN}`],
    ['head and tail that are shown', `print(X[:5], X[5:])\nX = pd.get_dummies(X)\n${SPLIT}${TRAIN}`],
  ]),
  ...cases('leakage-overlap', [
    ['rows made after the split', `${SPLIT}X_train, y_train = SMOTE(random_state=0).fit_resample(X_train, y_train)\n${TRAIN}`],
    ['fewer of many rows', `X, y = RandomUnderSampler(random_state=0).fit_resample(X, y)\n${SPLIT}${TRAIN}`],
    ['a sample without replacement', `df = df.sample(1000, random_state=0)\n${XY}${SPLIT}${TRAIN}`],
    ['shuffled', `df = df.sample(frac=1, random_state=0)\n${XY}${SPLIT}${TRAIN}`],
    ['drawn once', `few = resample(df, replace=False, n_samples=500, random_state=0)\nX, y = few[['a']], few['target']\n${SPLIT}${TRAIN}`],
    [
      'training rows drawn again',
      `${SPLIT}A, b = resample(X_train, y_train, random_state=0)\nmodel = LogisticRegression().fit(A, b)\nprint(model.score(X_test, y_test))`,
    ],
    [
      'a bootstrap of the score',
      `${SPLIT}model = LogisticRegression().fit(X_train, y_train)\nfor _ in range(100):\n    a, b = resample(X_test, y_test)\n    print(model.score(a, b))`,
    ],
    ['the final model on all rows', `${SPLIT}${TRAIN}model.fit(X, y)\nprint(model.predict(X[:3]))`],
    ['another model on all rows', `${SPLIT}final = LogisticRegression().fit(X, y)\n${TRAIN}`],
    ['scored on all rows', `model = LogisticRegression().fit(X, y)\nprint(model.score(X, y))`],
    [
      'scored on the training rows',
      `${SPLIT}model = LogisticRegression().fit(X_train, y_train)\nprint(model.score(X_train, y_train), model.score(X_test, y_test))`,
    ],
    [
      'fitted anew on the training rows',
      `model = LogisticRegression()\nmodel.fit(X, y)\n${SPLIT}model.fit(X_train, y_train)\nprint(model.score(X_test, y_test))`,
    ],
    ['folds that know groups', `print(cross_val_score(LogisticRegression(), X, y, groups=df['patient'], cv=GroupKFold(5)))`],
    ['no groups', `print(cross_val_score(LogisticRegression(), X, y, groups=None, cv=KFold(5)))`],
    [
      'lags in their order',
      `df['date'] = pd.to_datetime(df['date'])\ndf['before'] = df['target'].shift(1)\nX, y = df[['before']], df['target']\nX_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)\n${TRAIN}`,
    ],
    [
      'lags cut at a date',
      `df['date'] = pd.to_datetime(df['date'])\ndf['before'] = df['target'].shift(1)\ntrain, test = df[df['date'] < '2020'], df[df['date'] >= '2020']\nmodel = LinearRegression().fit(train[['before']], train['target'])\nprint(model.score(test[['before']], test['target']))`,
    ],
    ['dates without neighbours', `df['date'] = pd.to_datetime(df['date'])\ndf['month'] = df['date'].dt.month\n${XY}${SPLIT}${TRAIN}`],
    ['a lag that is drawn', `df['date'] = pd.to_datetime(df['date'])\ndf['target'].shift(1).plot()\n${SPLIT}${TRAIN}`],
  ]),
  ...cases('leakage-test-tuning', [
    ['scores that are drawn', `${SPLIT}${LOOP}    scores.append(model.score(X_test, y_test))\nprint(scores)`],
    ['one score', `${SPLIT}${TRAIN}print(max(model.score(X_test, y_test), 0))`],
    [
      'folds',
      `${SPLIT}scores = []\nfor k in range(1, 20):\n    scores.append(cross_val_score(RandomForestClassifier(k), X_train, y_train).mean())\nprint(max(scores))`,
    ],
    ['scores of the training rows', `${SPLIT}${LOOP}    scores.append(model.score(X_train, y_train))\nprint(max(scores))`],
    [
      'a validation part',
      `X_rest, X_test, y_rest, y_test = train_test_split(X, y)\nX_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest)\n${LOOP}    scores.append(model.score(X_val, y_val))\nprint(max(scores))`,
    ],
    [
      'a validation part by name',
      `X_train, X_val, y_train, y_val = train_test_split(X, y)\n${LOOP}    scores.append(model.score(X_val, y_val))\nprint(max(scores))`,
    ],
    [
      'three parts',
      `X_train, X_rest, y_train, y_rest = train_test_split(X, y)\nX_a, X_test, y_a, y_test = train_test_split(X_rest, y_rest)\n${LOOP}    scores.append(model.score(X_a, y_a))\nprint(max(scores))`,
    ],
    [
      'a file of test rows',
      `final = pd.read_csv('test.csv')\n${SPLIT}${LOOP}    scores.append(model.score(X_test, y_test))\nprint(max(scores))`,
    ],
    [
      'a search',
      `${SPLIT}search = GridSearchCV(LogisticRegression(), {'C': [1, 2]}).fit(X_train, y_train)\nprint(search.score(X_test, y_test))`,
    ],
    [
      'models compared',
      `${SPLIT}for model in [LogisticRegression(), RandomForestClassifier(random_state=0)]:\n    print(model.fit(X_train, y_train).score(X_test, y_test))`,
    ],
    ['good enough', `${SPLIT}${LOOP}    if model.score(X_test, y_test) > 0.9:\n        print(k)`],
    [
      'stopping early by a validation part',
      `import xgboost\n${SPLIT}X_fit, X_val, y_fit, y_val = train_test_split(X_train, y_train)\nmodel = xgboost.XGBClassifier(early_stopping_rounds=10)\nmodel.fit(X_fit, y_fit, eval_set=[(X_val, y_val)])\nprint(model.score(X_test, y_test))`,
    ],
    [
      'watching the test rows',
      `import xgboost\n${SPLIT}model = xgboost.XGBClassifier()\nmodel.fit(X_train, y_train, eval_set=[(X_test, y_test)])\nprint(model.score(X_test, y_test))`,
    ],
    [
      'Keras watching the test rows',
      `import keras\n${SPLIT}net = keras.Sequential([keras.layers.Dense(1)])\nnet.compile(loss='mse')\nnet.fit(X_train, y_train, validation_data=(X_test, y_test))\nprint(net.evaluate(X_test, y_test))`,
    ],
    ['the largest prediction', `${SPLIT}model = LinearRegression().fit(X_train, y_train)\nprint(max(model.predict(X_test)))`],
  ]),
  ...cases('leakage-target', [
    ['dropped', `${SPLIT}${TRAIN}`],
    ['columns without it', `X = df[['a', 'b']]\n${SPLIT}${TRAIN}`],
    ['popped', `y = df.pop('target')\nX = df\n${SPLIT}${TRAIN}`],
    [
      'dropped after the split',
      `train, test = train_test_split(df, random_state=0)\nmodel = LogisticRegression().fit(train.drop(columns='target'), train['target'])\nprint(model.score(test.drop(columns='target'), test['target']))`,
    ],
    ['dropped from the parts', `X = df\n${SPLIT}X_train, X_test = X_train.drop(columns='target'), X_test.drop(columns='target')\n${TRAIN}`],
    ['deleted', `y = df['target']\ndel df['target']\nX = df\n${SPLIT}${TRAIN}`],
    ['a ratio of features', `df['ratio'] = df['a'] / df['b']\n${XY}${SPLIT}${TRAIN}`],
    ['the target by its logarithm', `df['target'] = np.log(df['target'])\n${XY}${SPLIT}${TRAIN}`],
    ['a log target, its column dropped', `y = np.log(df['price'])\nX = df.drop(columns='price')\n${SPLIT}${TRAIN}`],
    [
      'a class, its column dropped',
      `df['good'] = (df['quality'] > 6).astype(int)\nX, y = df.drop(columns=['good', 'quality']), df['good']\n${SPLIT}${TRAIN}`,
    ],
    [
      'a ratio, dropped too',
      `df['ratio'] = df['target'] / df['sqft']\nX, y = df.drop(columns=['target', 'ratio']), df['target']\n${SPLIT}${TRAIN}`,
    ],
    ['a target of one column of two', `df['rest'] = df['total'] - df['paid']\nX, y = df[['paid', 'a']], df['rest']\n${SPLIT}${TRAIN}`],
    [
      'the day before',
      `df['before'] = df['target'].shift(1)\nX, y = df[['before']], df['target']\nX_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)\n${TRAIN}`,
    ],
    [
      'the day after',
      `df['next'] = df['close'].shift(-1)\nX, y = df[['close']], df['next']\nX_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)\n${TRAIN}`,
    ],
    [
      'noise',
      `made = pd.DataFrame({'x': np.random.default_rng(0).random(100)})\nmade['y'] = made['x'] * 2 + np.random.default_rng(1).random(100)\nX, y = made[['x']], made['y']\n${SPLIT}${TRAIN}`,
    ],
    [
      'a share that is shown',
      `df['share'] = df['target'] / df['target'].sum()\nprint(df['share'])\nX, y = df[['a']], df['target']\n${SPLIT}${TRAIN}`,
    ],
    ['stratified by it', `train, test = train_test_split(df, stratify=df['target'], random_state=0)\nprint(len(train))`],
    ['renamed', `df = df.rename(columns={'target': 'y'})\nX, y = df.drop(columns='y'), df['y']\n${SPLIT}${TRAIN}`],
  ]),
];
