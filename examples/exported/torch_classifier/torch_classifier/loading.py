"""Reads the configuration: one YAML file, `--set` overrides on top, and every key must be known."""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer, ValidationError

ROOT = Path(__file__).resolve().parent.parent

# A parameter of an estimator may be called `copy` or `json`, as old methods of pydantic's models are.
warnings.filterwarnings("ignore", message='Field name ".*" in ".*" shadows an attribute')


_READ: set[tuple[type, str]] = set()


class ConfigError(Exception):
    """A configuration that cannot be used, in one line that names the file and the key."""


class Section(BaseModel):
    """A part of the configuration: unknown keys are refused, values keep their type and do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, protected_namespaces=())

    def __getattribute__(self, name: str) -> Any:
        """Remember which values are read, so that a key that changes nothing is found."""
        if not name.startswith(("_", "model_")):
            _READ.add((type(self), name))
        return super().__getattribute__(name)


def _absolute(path: str) -> str:
    return str(ROOT / path)


def _relative(path: str) -> str:
    return Path(path).relative_to(ROOT).as_posix() if Path(path).is_relative_to(ROOT) else path


# A file's path, written relative to the project and absolute once loaded, whatever the working directory.
ProjectFile = Annotated[str, AfterValidator(_absolute), PlainSerializer(_relative)]

Settings = TypeVar("Settings", bound=Section)


def read(model: type[Settings], path: str | Path, overrides: Iterable[str] = ()) -> Settings:
    """Load the file at `path`, apply overrides such as `model.max_depth=5`, and check the whole."""
    try:
        values = yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_Loader) or {}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: expected keys and values, found {type(values).__name__}")
    places: dict[str, str] = {}
    known = sorted(keys_of(model))
    for override in overrides:
        key, equals, text = override.partition("=")
        if not equals:
            raise ConfigError(f"--set {override}: expected key=value, e.g. {known[0]}=...")
        _assign(values, key.strip().split("."), _parse(override, text))
        places[key.strip()] = f"--set {override}"
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(error, str(path), places, known))) from None


def keys_of(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """All dotted keys that a configuration has, e.g. `model.max_depth`."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from keys_of(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name


def unread(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Dotted keys whose values nothing has read yet in this process."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from unread(field.annotation, f"{prefix}{name}.")
        elif (model, name) not in _READ:
            yield prefix + name


def _parse(override: str, text: str) -> object:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError:
        raise ConfigError(f"--set {override}: the value is not YAML") from None


def _assign(values: dict[str, Any], path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = values.setdefault(part, {})
        if not isinstance(inner, dict):
            inner = values[part] = {}
        values = inner
    values[path[-1]] = value


def _explain(error: ValidationError, path: str, places: dict[str, str], known: list[str]) -> Iterator[str]:
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        place = next((told for given, told in places.items() if f"{given}.".startswith(f"{key}.")), path)
        if problem["type"] == "extra_forbidden":
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            advice = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}"
            yield f"{place}: unknown key '{key}'; {advice}"
        elif problem["type"] == "missing":
            yield f"{path}: the key '{key}' is missing"
        else:
            yield f"{place}: {key}: {problem['msg']}, found {problem['input']!r}"


class _Loader(yaml.SafeLoader):
    """Reads `1e-3` as the number it is; plain YAML 1.1 makes it a string."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(\d+(\.\d*)?|\.\d+)[eE][-+]?\d+$"), list("-+.0123456789")
)
