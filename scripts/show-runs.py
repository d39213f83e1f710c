"""Read the runs of an exported project out of its MLflow store, as JSON: parameters, metrics, tags, model.

python scripts/show-runs.py STORE_URI RUN_ID...
"""

import json
import os
import sys
from typing import Any

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")

from mlflow.tracking import MlflowClient


def told(client: MlflowClient, run_id: str) -> dict[str, Any]:
    """What MLflow knows of one run."""
    run = client.get_run(run_id)
    models = client.search_logged_models(
        experiment_ids=[run.info.experiment_id], filter_string=f"source_run_id='{run_id}'"
    )
    return {
        "run": run_id,
        "status": run.info.status,
        "seconds": (run.info.end_time - run.info.start_time) / 1000,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "tags": {key: value for key, value in run.data.tags.items() if not key.startswith("mlflow.")},
        "datasets": [each.dataset.name for each in run.inputs.dataset_inputs],
        "files": sorted(each.path for each in client.list_artifacts(run_id)),
        "models": sorted(each.name for each in models),
    }


def main() -> None:
    """Print the runs in the order in which they are asked for."""
    store, *run_ids = sys.argv[1:]
    client = MlflowClient(tracking_uri=store)
    print(json.dumps([told(client, run_id) for run_id in run_ids]))


if __name__ == "__main__":
    main()
