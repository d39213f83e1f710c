"""The service answers what the model predicts, and refuses rows that are not as the model was trained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Run
from fastapi.testclient import TestClient

from churn.predict import chosen, load
from churn.serve import create_app


@pytest.fixture(scope="module")
def service(runs: tuple[Run, Run]) -> Iterator[tuple[TestClient, Any, dict[str, Any]]]:
    """A client of the service over the first run's model."""
    path = chosen(runs[0].folder / "models")
    model, about = load(path)
    if about["example"] is None:
        pytest.skip("training kept no example rows for this model")
    with TestClient(create_app(path)) as client:
        yield client, model, about


def test_it_lives_and_says_what_it_serves(service: tuple[TestClient, Any, dict[str, Any]]) -> None:
    client, _, about = service
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/version").json()["model_sha256"] == about["model_sha256"]


def test_a_row_gets_the_models_prediction(service: tuple[TestClient, Any, dict[str, Any]]) -> None:
    client, _, about = service
    answer = client.post("/predict", json={"instances": about["example"]["instances"]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["predictions"] == about["example"]["predictions"]


def test_a_missing_column_is_refused(service: tuple[TestClient, Any, dict[str, Any]]) -> None:
    client, _, about = service
    [row] = about["example"]["instances"][:1]
    less = row[:-1] if isinstance(row, list) else dict(list(row.items())[1:])
    assert client.post("/predict", json={"instances": [less]}).status_code == 422


def test_a_wrong_value_is_refused(service: tuple[TestClient, Any, dict[str, Any]]) -> None:
    client, _, about = service
    [row] = about["example"]["instances"][:1]
    wrong = [["x"], *row[1:]] if isinstance(row, list) else {name: ["x"] for name in row}
    assert client.post("/predict", json={"instances": [wrong]}).status_code == 422
