"""Prints the runs of an MLflow store as JSON, and predicts with the last model: read_run.py STORE ROWS."""

from __future__ import annotations

import json
import sys

import mlflow
import pandas

mlflow.set_tracking_uri(f"sqlite:///{sys.argv[1]}")
client = mlflow.MlflowClient()
experiments = [each.experiment_id for each in client.search_experiments()]
runs = [
    {
        "id": run.info.run_id,
        "status": run.info.status,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "tags": run.data.tags,
        "datasets": [(each.dataset.name, each.dataset.digest) for each in run.inputs.dataset_inputs],
        "artifacts": [each.path for each in client.list_artifacts(run.info.run_id)],
    }
    for run in client.search_runs(experiments, order_by=["attributes.start_time ASC"])
]
model = client.search_logged_models(experiments)[0]
loaded = mlflow.pyfunc.load_model(model.model_uri)
told = {
    "model": model.name,
    "inputs": [(each.name, each.type.name) for each in loaded.metadata.signature.inputs],
    "predictions": loaded.predict(pandas.read_csv(sys.argv[2])[["age", "visits"]].astype(float)).tolist(),
}
print(json.dumps({"runs": runs, **told}))
