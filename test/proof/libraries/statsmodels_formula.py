# %%
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

rng = np.random.default_rng(4)
df = pd.DataFrame({"age": rng.integers(20, 60, 200), "group": rng.choice(["a", "b"], 200)})
df["bought"] = (rng.random(200) < 0.2 + 0.01 * (df["age"] - 20)).astype(int)

# %%
logit = smf.logit("bought ~ age + C(group)", data=df).fit(disp=0)
print(logit.summary())

# %%
predicted = (logit.predict(df) > 0.5).astype(int)
print("accuracy", (predicted == df["bought"]).mean())
