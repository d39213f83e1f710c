"""Two trainings with the same configuration give the same metrics, models and predictions."""

from conftest import Run


def test_the_same_metrics(runs: tuple[Run, Run]) -> None:
    assert runs[0].metrics == runs[1].metrics


def test_the_same_predictions(runs: tuple[Run, Run]) -> None:
    assert runs[0].record["predictions_sha256"] == runs[1].record["predictions_sha256"]


def test_the_same_models(runs: tuple[Run, Run]) -> None:
    assert runs[0].record["model_sha256"] == runs[1].record["model_sha256"]


def test_the_same_final_values(runs: tuple[Run, Run]) -> None:
    assert runs[0].record["values_sha256"] == runs[1].record["values_sha256"]
