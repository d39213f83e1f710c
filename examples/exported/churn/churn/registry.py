"""The model registry of MLflow: which version is in which environment.

    python -m churn.registry register NAME [--run RUN]   make a version of a run's model, as `dev`
    python -m churn.registry promote NAME dev staging    what is `dev` becomes `staging` too
    python -m churn.registry rollback NAME production    back to the version before
    python -m churn.registry show NAME

An environment is an alias of the registered model: `models:/NAME@production` loads what is there.
"""

from __future__ import annotations

import argparse
import os
import sys

from .loading import ROOT

_EXPERIMENT = "churn"


class RegistryError(Exception):
    """Something that the registry does not have, in one line."""


def _client() -> object:
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    import mlflow

    if "MLFLOW_TRACKING_URI" not in os.environ:
        mlflow.set_tracking_uri(f"sqlite:///{(ROOT / 'mlflow.db').as_posix()}")
    return mlflow.MlflowClient()


def register(name: str, run: str | None = None) -> int:
    """A new version of a model of a run (default: the last one), with the alias `dev`; its number."""
    import mlflow

    client = _client()
    experiment = client.get_experiment_by_name(_EXPERIMENT)
    if experiment is None:
        raise RegistryError("no run was recorded yet: run train.py first")
    runs = client.search_runs([experiment.experiment_id], "tags.mlflow.parentRunId IS NULL", max_results=1)
    run = run or (runs[0].info.run_id if runs else None)
    models = [
        each
        for each in mlflow.search_logged_models([experiment.experiment_id], output_format="list")
        if each.source_run_id == run and each.name == name
    ]
    if not models:
        raise RegistryError(f"the run {run} has no model {name}")
    version = mlflow.register_model(models[0].model_uri, name)
    client.set_registered_model_alias(name, "dev", version.version)
    return int(version.version)


def promote(name: str, source: str, target: str) -> int:
    """Give the version that `source` names to `target` too.

    What was there before is remembered for `rollback`.
    """
    client = _client()
    version = _version(client, name, source)
    before = _version(client, name, target, missing_is_none=True)
    if before is not None and before != version:
        client.set_model_version_tag(name, str(version), f"before.{target}", str(before))
    client.set_registered_model_alias(name, target, str(version))
    return version


def rollback(name: str, target: str) -> int:
    """Give `target` the version that it had before the last promotion."""
    client = _client()
    version = _version(client, name, target)
    before = client.get_model_version(name, str(version)).tags.get(f"before.{target}")
    if before is None:
        raise RegistryError(f"nothing is known to have been {target} before version {version} of {name}")
    client.set_registered_model_alias(name, target, before)
    return int(before)


def show(name: str) -> dict[str, int]:
    """The version of each environment."""
    found = _client().get_registered_model(name).aliases
    return {alias: int(version) for alias, version in sorted(found.items())}


def _version(client: object, name: str, alias: str, missing_is_none: bool = False) -> int | None:
    from mlflow.exceptions import MlflowException

    try:
        return int(client.get_model_version_by_alias(name, alias).version)
    except MlflowException:
        if missing_is_none:
            return None
        raise RegistryError(f"no version of {name} is {alias}") from None


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m churn.registry", description="The model registry.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command, more in {
        "register": [],
        "promote": ["source", "target"],
        "rollback": ["target"],
        "show": [],
    }.items():
        sub = commands.add_parser(command)
        sub.add_argument("name")
        for each in more:
            sub.add_argument(each)
        if command == "register":
            sub.add_argument("--run")
    given = vars(parser.parse_args(arguments))
    command = given.pop("command")
    try:
        told = {"register": register, "promote": promote, "rollback": rollback, "show": show}[command](
            **given
        )
    except RegistryError as error:
        print(f"registry: {error}", file=sys.stderr)
        return 2
    print(
        "\n".join(f"{alias}: version {version}" for alias, version in told.items())
        if isinstance(told, dict)
        else f"{given['name']}: version {told} is {given.get('target', 'dev')}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
