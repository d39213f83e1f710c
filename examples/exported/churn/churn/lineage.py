"""What a run came from and what it made: hashes, versions and the commit, for reports/run.json."""

from __future__ import annotations

import hashlib
import json
import math
import platform
import subprocess
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from .loading import ROOT

# Attributes of fitted estimators that measure time or address memory; they say nothing of the model.
_NOT_STATE = ("_time", "_time_", "_stop_words_id", "_cache", "_sklearn_output_config")


class DataError(Exception):
    """A data file that is missing or is not the one that the project was made with."""


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def check_data(root: Path = ROOT) -> dict[str, str]:
    """The sha256 of every file of data/manifest.json; raises DataError where a file is not that one."""
    manifest = json.loads((root / "data" / "manifest.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for entry in manifest["files"]:
        path = root / entry["path"]
        if not path.is_file():
            raise DataError(f"{entry['path']} is missing; data/manifest.json says what it must be")
        found[entry["path"]] = sha256_of(path)
        if found[entry["path"]] != entry["sha256"]:
            size = path.stat().st_size
            raise DataError(
                f"{entry['path']} is not the file that this project was made with: "
                f"expected {entry['size']} bytes with sha256 {entry['sha256'][:12]}..., "
                f"found {size} bytes with {found[entry['path']][:12]}...; "
                "bring it back, or write the new sha256 into data/manifest.json if the change is meant"
            )
    return found


def git_state(root: Path = ROOT) -> dict[str, Any]:
    """The commit, and whether files of this project differ from it; None where there is no commit."""
    commit = _git(root, "rev-parse", "HEAD")
    status = _git(root, "status", "--porcelain", "--", ".")
    return {"commit": commit, "dirty": None if commit is None or status is None else status != ""}


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def versions() -> dict[str, str]:
    """Every installed distribution and its version."""
    found = {each.metadata["Name"]: each.version for each in metadata.distributions()}
    return dict(sorted((name, version) for name, version in found.items() if name))


def facts(config: Mapping[str, Any], data: Mapping[str, str], root: Path = ROOT) -> dict[str, Any]:
    """What is known of a run before it starts; the keys of reports/run.json."""
    notebook = next((root / "notebooks").glob("*.ipynb"), None)
    lock = next((root / name for name in ("uv.lock", "requirements.txt") if (root / name).is_file()), None)
    written = json.dumps(config, sort_keys=True, ensure_ascii=False)
    return {
        "config": dict(config),
        "config_sha256": hashlib.sha256(written.encode()).hexdigest(),
        "data": dict(data),
        "lock": lock.name if lock else None,
        "lock_sha256": sha256_of(lock) if lock else None,
        "notebook_sha256": sha256_of(notebook) if notebook else None,
        "git": git_state(root),
        "platform": {
            "system": platform.platform(),
            "machine": platform.machine(),
            "python": platform.python_version(),
        },
        "versions": versions(),
    }


def predictions_of(model: Any, features: Any) -> Any:
    """What a fitted model says of its features: its predictions, else its transformation, else its labels."""
    for method in ("predict", "transform"):
        if features is not None and callable(getattr(model, method, None)):
            return getattr(model, method)(features)
    return getattr(model, "labels_", None)


def digest_of(value: Any) -> str:
    """A sha256 of a value's content: equal values give equal digests in every process, unlike pickles."""
    digest = hashlib.sha256()
    for part in _parts(value, {}):
        digest.update(part)
    return digest.hexdigest()


def _parts(value: Any, seen: dict[int, tuple[int, Any]]) -> Iterator[bytes]:
    if value is None or isinstance(value, (bool, int, str, bytes)):
        yield f"{type(value).__name__}:{value!r};".encode()
    elif isinstance(value, float):
        yield f"float:{'nan' if math.isnan(value) else value.hex()};".encode()
    elif callable(value) and hasattr(value, "__qualname__"):
        yield f"name:{value.__module__}.{value.__qualname__};".encode()
    elif id(value) in seen:
        yield f"again:{seen[id(value)][0]};".encode()
    else:
        # Kept with its object, so that a temporary's address is not taken for another's.
        seen[id(value)] = (len(seen), value)
        yield f"{type(value).__module__}.{type(value).__qualname__}(".encode()
        yield from _content(value, seen)
        yield b")"


def _content(value: Any, seen: dict[int, tuple[int, Any]]) -> Iterator[bytes]:
    if hasattr(value, "tocsr"):
        rows = value.tocsr().copy()
        rows.sum_duplicates()
        value = (rows.shape, rows.data, rows.indices, rows.indptr)
    elif hasattr(value, "to_numpy") and hasattr(value, "index"):
        columns = [value[name] for name in value.columns] if hasattr(value, "columns") else [value]
        value = (
            list(getattr(value, "columns", [])),
            value.index.to_numpy(),
            [each.to_numpy() for each in columns],
        )
    library = _library_state(value)
    if library is not None:
        yield from _parts(library, seen)
    elif hasattr(value, "__array__") and hasattr(value, "dtype"):
        yield from _array(value, seen)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _parts(key, seen)
            yield from _parts(inner, seen)
    elif isinstance(value, (set, frozenset)):
        yield from sorted(digest_of(each).encode() for each in value)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _parts(inner, seen)
    else:
        yield from _state(value, seen)


def _library_state(value: Any) -> Any:
    """What tells a model of other libraries apart.

    Boosted trees as they are saved, the weights of networks.
    """
    if hasattr(value, "save_raw"):
        return bytes(value.save_raw("ubj"))
    if hasattr(value, "model_to_string"):
        return str(value.model_to_string())
    if hasattr(value, "get_weights") and hasattr(value, "count_params"):
        return list(value.get_weights())
    if hasattr(value, "state_dict") and hasattr(value, "parameters"):
        return {name: each.detach().cpu().numpy() for name, each in value.state_dict().items()}
    return None


def _array(value: Any, seen: dict[int, tuple[int, Any]]) -> Iterator[bytes]:
    import numpy

    array = numpy.ascontiguousarray(value)
    yield f"{array.dtype}{numpy.shape(value)}:".encode()
    if array.dtype.hasobject:
        for each in array.ravel().tolist():
            yield from _parts(each, seen)
    else:
        yield array.tobytes()


def _state(value: Any, seen: dict[int, tuple[int, Any]]) -> Iterator[bytes]:
    state = getattr(value, "__dict__", None)
    if state is None or not state:
        try:
            reduced = value.__reduce_ex__(2)
        except TypeError:
            reduced = ()  # its type is all that can be said
        parts = reduced[1:3] if isinstance(reduced, tuple) else reduced
        yield from _parts(
            [each for each in parts if each is not value] if isinstance(parts, tuple) else parts, seen
        )
        return
    for name in sorted(state):
        if not name.endswith(_NOT_STATE):
            yield f"{name}=".encode()
            yield from _parts(_steady(name, state[name]), seen)


def _steady(name: str, value: Any) -> Any:
    """The results of a search hold the seconds that each fit took; the rest of them is state."""
    if name != "cv_results_":
        return value
    return {key: inner for key, inner in value.items() if not key.endswith("_time")}
