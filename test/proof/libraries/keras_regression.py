# %%
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import pandas as pd
from sklearn.datasets import load_diabetes

# %%
keras.utils.set_random_seed(0)
df = load_diabetes(as_frame=True).frame
df["target"] = (df["target"] - df["target"].mean()) / df["target"].std()
X = df.drop(columns="target").values
y = df["target"].values


# %%
def build(units=8):
    inputs = keras.Input(shape=(10,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(1)(x)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse")
    return model


model = build(units=12)
hist = model.fit(X, y, epochs=3, verbose=0)

# %%
predictions = model.predict(X, verbose=0).ravel()
mse = ((predictions - y) ** 2).mean()
print(f"MSE: {mse:.3f}")
pd.DataFrame(hist.history).tail(1)
