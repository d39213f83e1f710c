"""The pipeline trains, and leaves models that load again."""

from conftest import Run

from torch_classifier.predict import load


def test_training_writes_metrics_and_models(runs: tuple[Run, Run]) -> None:
    run = runs[0]
    assert all(value is None or isinstance(value, float) for value in run.metrics.values())
    made = run.record["model_sha256"] or run.metrics or run.record["values_sha256"]
    assert made or list(run.folder.iterdir()), "the pipeline makes nothing"


def test_every_key_of_the_configuration_is_read(runs: tuple[Run, Run]) -> None:
    assert runs[0].record["config_unread"] == [], "these keys change nothing"


def test_models_load_again(runs: tuple[Run, Run]) -> None:
    for name, sha256 in runs[0].record["model_sha256"].items():
        model, about = load(runs[0].folder / "models" / f"{name}.joblib")
        assert about["model_sha256"] == sha256
        assert model is not None
