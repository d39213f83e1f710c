# %%
import numpy as np
import pandas as pd
import statsmodels.api as sm

# %%
np.random.seed(9)
n = 120
df = pd.DataFrame({"x1": np.random.normal(size=n), "x2": np.random.uniform(size=n)})
df["y"] = 1.5 * df["x1"] - 2 * df["x2"] + np.random.normal(scale=0.3, size=n)

# %%
X = sm.add_constant(df[["x1", "x2"]])
results = sm.OLS(df["y"], X).fit()
print(results.summary())

# %%
print("R2:", results.rsquared)
print("AIC:", results.aic)
results.params
