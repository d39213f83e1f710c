"""The tracker: which numbers are recorded under which names, and where they are written."""

import json
from pathlib import Path

import numpy
import pandas
import pytest
from package_name.predict import ModelError, load, main, save
from package_name.tracking import JsonLinesTracker, Tracker, start
from sklearn.linear_model import LinearRegression


def test_numbers_arrays_and_mappings(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path)
    tracker.metric("accuracy", numpy.float32(0.5))
    tracker.metric("scores", numpy.array([1.0, 3.0]))
    tracker.metric("matrix", [[1, 2], [3, 4]])
    tracker.metric("cv", {"test": pandas.Series([0.25])})
    assert tracker.metrics == {
        "accuracy": 0.5,
        "scores": 2.0,
        "scores.0": 1.0,
        "scores.1": 3.0,
        "matrix.0.0": 1.0,
        "matrix.0.1": 2.0,
        "matrix.1.0": 3.0,
        "matrix.1.1": 4.0,
        "cv.test": 0.25,
        "cv.test.0": 0.25,
    }


def test_what_is_no_number_is_left_out_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracker = Tracker(tmp_path)
    for value in ("a report", None, numpy.zeros(101), object()):
        tracker.metric("it", value)
    assert tracker.metrics == {}
    assert capsys.readouterr().out.count("The metric it is left out") == 4


def test_a_name_that_comes_again_keeps_both_numbers(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path)
    tracker.metric("mse", 1)
    tracker.metric("mse", 2)
    tracker.metric("loss", 5, step=0)
    tracker.metric("loss", 4, step=1)
    assert tracker.metrics == {"mse": 1.0, "mse_2": 2.0, "loss": 4.0}


def test_json_lines_hold_the_run(tmp_path: Path) -> None:
    with JsonLinesTracker(tmp_path, tmp_path / "runs") as tracker:
        tracker.describe({"a": 1}, {"git.commit": "c"}, {"x.csv": "s"})
        tracker.metric("loss", float("nan"), step=3)
        tracker.model("line", LinearRegression().fit([[0], [1]], [0, 1]), [[2]])
        tracker.finish({"line": Path("line.joblib")})
    entries = [json.loads(line) for line in tracker.path.read_text(encoding="utf-8").splitlines()]
    told = [{key: value for key, value in each.items() if key != "time"} for each in entries]
    assert told[0] == {"params": {"a": 1}, "tags": {"git.commit": "c"}, "data": {"x.csv": "s"}}
    assert told[1] == {"metric": "loss", "value": "nan", "step": 3}
    assert told[2]["model"] == "line"
    assert len(told[2]["predictions_sha256"]) == 64
    assert told[3] == {"end": "finished"}


def test_a_run_that_raised_is_marked(tmp_path: Path) -> None:
    tracker = JsonLinesTracker(tmp_path, tmp_path / "runs")
    with pytest.raises(ValueError, match="no"), tracker:
        raise ValueError("no")
    assert '"end": "failed"' in tracker.path.read_text(encoding="utf-8")


def test_without_mlflow_the_built_in_tracker_is_used_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert isinstance(start("mlflow", "a", tmp_path), JsonLinesTracker)
    assert "MLflow is not installed" in capsys.readouterr().out


def test_figures_are_saved_below_the_reports(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    Tracker(tmp_path).figure("curve", Figure())
    assert (tmp_path / "figures" / "curve.png").read_bytes().startswith(b"\x89PNG")


def saved(folder: Path) -> Path:
    """A model of a frame with one column."""
    model = LinearRegression().fit(pandas.DataFrame({"a": [0.0, 1.0]}), [0.0, 2.0])
    return save("line", model, {"versions": {"numpy": numpy.__version__}}, folder)


def test_a_saved_model_predicts_a_csv(tmp_path: Path) -> None:
    path = saved(tmp_path)
    (tmp_path / "rows.csv").write_text("b,a\n9,0\n9,3\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["--model", str(path), "--data", str(tmp_path / "rows.csv"), "--out", str(out)]) == 0
    assert pandas.read_csv(out)["prediction"].round(9).tolist() == [0.0, 6.0]


def test_missing_columns_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path)
    (tmp_path / "rows.csv").write_text("b\n9\n", encoding="utf-8")
    assert main(["--model", str(path), "--data", str(tmp_path / "rows.csv")]) == 2
    assert "lacks the columns a" in capsys.readouterr().err


def test_a_changed_or_missing_model_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ModelError, match="not the file that training wrote"):
        load(path)
    with pytest.raises(ModelError, match=r"run train\.py first"):
        load(tmp_path / "no.joblib")


def test_other_versions_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save("line", LinearRegression(), {"versions": {"numpy": "1.0"}}, tmp_path)
    load(path)
    assert "was trained with numpy 1.0" in capsys.readouterr().err
