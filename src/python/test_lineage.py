"""Digests: equal content gives equal digests, also in another process, and any other content another one."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy
import pandas
import pytest
import scipy.sparse
from conftest import PROJECT
from package_name.lineage import DataError, check_data, digest_of, facts, git_state, predictions_of
from sklearn.cluster import DBSCAN, KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

ROWS = numpy.random.default_rng(0).normal(size=(60, 3))
CLASSES = numpy.array(["no", "yes"])[(ROWS[:, 0] > 0).astype(int)]


def fitted(seed: int) -> list[object]:
    """Models of many kinds, some of which draw."""
    forest = RandomForestClassifier(5, random_state=seed)
    search = GridSearchCV(RandomForestClassifier(3, random_state=seed), {"max_depth": [1, 3]}, cv=2)
    line = make_pipeline(FunctionTransformer(numpy.abs), StandardScaler(), LogisticRegression())
    models = [forest, search, line, KNeighborsClassifier(3), KMeans(2, n_init=1, random_state=seed), DBSCAN()]
    words = TfidfVectorizer(stop_words="english").fit(["a red fox", "the blue whale"])
    return [*(each.fit(ROWS, CLASSES) for each in models), words]


def test_models_fitted_alike_have_equal_digests() -> None:
    assert [digest_of(each) for each in fitted(1)] == [digest_of(each) for each in fitted(1)]


def test_another_seed_gives_another_forest() -> None:
    one, two = ([digest_of(each) for each in fitted(seed)[:2]] for seed in (1, 2))
    assert one[0] != two[0]
    assert one[1] != two[1]


def test_another_process_gives_the_same_digests() -> None:
    program = "import test_lineage as t; print(*[t.digest_of(each) for each in t.fitted(3)])"
    paths = [str(PROJECT), str(Path(__file__).parent)]
    told = set()
    for hashes in ("1", "2"):
        command = [sys.executable, "-c", f"import sys; sys.path[:0] = {paths}; {program}"]
        done = subprocess.run(
            command, env={"PYTHONHASHSEED": hashes}, capture_output=True, text=True, check=True
        )
        told.add(done.stdout)
    assert told == {" ".join(digest_of(each) for each in fitted(3)) + "\n"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (1, 1.0),
        (1, True),
        (0.0, -0.0),
        ("1", 1),
        ([1, 2], [2, 1]),
        ([1], (1,)),
        (numpy.zeros(4), numpy.zeros((2, 2))),
        (numpy.zeros(2, "float32"), numpy.zeros(1, "float64")),
        (numpy.array(["a", None], object), numpy.array(["a", "None"], object)),
        (pandas.DataFrame({"a": [1]}), pandas.DataFrame({"b": [1]})),
        (pandas.Series([1, 2]), pandas.Series([1, 2], index=[1, 0])),
        (scipy.sparse.eye(3, format="csr"), scipy.sparse.eye(4, format="csr")),
        ({"a": 1}, {"a": 2}),
        ({1, 2}, {1, 3}),
        (numpy.random.default_rng(0), numpy.random.default_rng(1)),
    ],
)
def test_other_content_has_another_digest(one: object, two: object) -> None:
    assert digest_of(one) != digest_of(two)


def test_layout_is_not_content() -> None:
    table = numpy.arange(6.0).reshape(2, 3)
    assert digest_of(table) == digest_of(numpy.asfortranarray(table)) == digest_of(table[:, ::-1][:, ::-1])
    sparse = scipy.sparse.random(5, 5, 0.5, random_state=0)
    assert digest_of(sparse.tocsr()) == digest_of(sparse.tocsc().tocsr())
    assert digest_of({"b", "a"}) == digest_of({"a", "b"})


def test_a_value_that_holds_itself_has_a_digest() -> None:
    ring: list[object] = [1]
    ring.append(ring)
    assert len(digest_of(ring)) == 64


def test_predictions_are_what_a_model_says() -> None:
    forest, *_, clusters, words = fitted(0)
    assert list(predictions_of(forest, ROWS)) == list(forest.predict(ROWS))
    assert list(predictions_of(clusters, None)) == list(clusters.labels_)
    assert predictions_of(words, ["red"]).shape == (1, 4)
    assert predictions_of(forest, None) is None


def project(root: Path, content: bytes) -> None:
    """A project's data folder, with one file whose manifest says `good`."""
    (root / "data").mkdir()
    (root / "data" / "x.csv").write_bytes(content)
    entry = {"path": "data/x.csv", "size": 4, "sha256": hashlib.sha256(b"good").hexdigest()}
    (root / "data" / "manifest.json").write_text(json.dumps({"files": [entry]}), encoding="utf-8")


def test_data_are_checked(tmp_path: Path) -> None:
    project(tmp_path, b"good")
    assert check_data(tmp_path) == {"data/x.csv": hashlib.sha256(b"good").hexdigest()}
    (tmp_path / "data" / "x.csv").write_bytes(b"changed")
    with pytest.raises(DataError, match=r"data/x\.csv is not the file .* expected 4 bytes .* found 7 bytes"):
        check_data(tmp_path)
    (tmp_path / "data" / "x.csv").unlink()
    with pytest.raises(DataError, match=r"data/x\.csv is missing"):
        check_data(tmp_path)


def test_the_commit_and_changes_are_told(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        options = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *options, *arguments], cwd=tmp_path, check=True, capture_output=True)

    assert git_state(tmp_path) == {"commit": None, "dirty": None}
    git("init")
    assert git_state(tmp_path)["commit"] is None
    (tmp_path / "a").write_text("1", encoding="utf-8")
    git("add", "a")
    git("commit", "-m", "a")
    state = git_state(tmp_path)
    assert len(state["commit"]) == 40
    assert state["dirty"] is False
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert git_state(tmp_path)["dirty"] is True


def test_facts_name_what_a_run_came_from(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "a.ipynb").write_bytes(b"{}")
    (tmp_path / "requirements.txt").write_bytes(b"a==1")
    told = facts({"b": 1, "a": 2}, {}, tmp_path)
    assert told["notebook_sha256"] == hashlib.sha256(b"{}").hexdigest()
    assert (told["lock"], told["lock_sha256"]) == ("requirements.txt", hashlib.sha256(b"a==1").hexdigest())
    assert told["config_sha256"] == facts({"a": 2, "b": 1}, {}, tmp_path)["config_sha256"]
    assert told["versions"]["numpy"] == numpy.__version__
