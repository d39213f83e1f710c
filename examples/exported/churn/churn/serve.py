"""Serves a trained model over HTTP: `uvicorn churn.serve:app`, or `python -m churn.serve`.

GET /health says that the process lives, GET /version what is served, POST /predict answers
`{"instances": [{...}, ...]}` with `{"predictions": [...]}`. The model is models/NAME.joblib: the only one, or
the one that the environment variable MODEL names.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Optional

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from .loading import ROOT
from .predict import ModelError, chosen, load

_TYPES: dict[str, Any] = {"integer": int, "number": float, "boolean": bool, "string": str}
_MOST_ROWS = 1000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, allow_inf_nan=False)


def request_of(about: dict[str, Any]) -> type[BaseModel]:
    """The class of a request for a model.

    A field for each column, none missing, none beside, of the column's type.
    """
    fields: dict[str, Any] = {}
    for at, column in enumerate(about["inputs"] or []):
        kind = _TYPES[column["type"]]
        fields[f"column_{at}"] = (
            Optional[kind] if column["nullable"] else kind,  # noqa: UP045 - made at run time, on Python 3.9 too
            Field(alias=column["name"]),
        )
    row: Any = create_model("Row", __base__=_Strict, **fields) if fields else list[float]
    return create_model(
        "Predict", __base__=_Strict, instances=(list[row], Field(min_length=1, max_length=_MOST_ROWS))
    )


def answers(model: Any, about: dict[str, Any], instances: list[Any]) -> list[Any]:
    """What the model says of rows, as JSON has it."""
    import numpy
    import pandas

    if about["inputs"]:
        rows = [each.model_dump(by_alias=True) for each in instances]
        table = pandas.DataFrame(rows, columns=[each["name"] for each in about["inputs"]])
        features: Any = table.astype(
            {each["name"]: each["dtype"] for each in about["inputs"] if not each["nullable"]}
        )
    else:
        features = numpy.asarray(instances, dtype=float)
    return numpy.asarray(model.predict(features)).tolist()


def create_app(path: Path | None = None) -> FastAPI:
    """The application; the model is loaded when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        name = os.environ.get("MODEL")
        chosen_path = path or (ROOT / "models" / f"{name}.joblib" if name else chosen())
        app.state.model, app.state.about = load(chosen_path)
        app.state.name = chosen_path.stem
        app.state.request = request_of(app.state.about)
        yield

    app = FastAPI(title="churn", lifespan=lifespan)

    @app.get("/health")
    def health() -> dict[str, str]:
        """The process lives and its model is loaded."""
        return {"status": "ok"}

    @app.get("/version")
    def version() -> dict[str, Any]:
        """Which model is served, and what it came from."""
        keys = ("sha256", "model_sha256", "config_sha256", "trained", "git_commit", "data_sha256", "versions")
        return {"model": app.state.name, **{key: app.state.about.get(key) for key in keys}}

    @app.get("/schema")
    def schema() -> dict[str, Any]:
        """The JSON schema of a request."""
        return app.state.request.model_json_schema()

    @app.post("/predict")
    async def predict(request: Request) -> dict[str, Any]:
        """Predictions for rows; 422 with the place for a row that is not as the model was trained."""
        try:
            given = app.state.request.model_validate_json(await request.body())
        except ValidationError as error:
            raise RequestValidationError(json.loads(error.json(include_url=False))) from None
        from starlette.concurrency import run_in_threadpool

        try:
            predictions = await run_in_threadpool(answers, app.state.model, app.state.about, given.instances)
        except ValueError as error:
            raise HTTPException(422, str(error)) from None
        return {"predictions": predictions}

    return app


app = create_app()


def main() -> int:
    """Serve on port 8000, or on that of the environment variable PORT."""
    import uvicorn

    try:
        chosen()
    except ModelError as error:
        print(f"serve: {error}")
        return 2
    uvicorn.run(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8000")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
