"""The configuration of exported projects: what it accepts, and what it says of the rest."""

from pathlib import Path

import pytest
from package_name.loading import ROOT, ConfigError, ProjectFile, Section, keys_of, read


class Data(Section):
    """A section with a file."""

    path: ProjectFile


class Model(Section):
    """A section with numbers."""

    rate: float
    depth: int
    sizes: list[int]
    copy: bool


class Config(Section):
    """Both."""

    data: Data
    model: Model


TEXT = """
data:
  path: "data/raw/x.csv"
model: {rate: 1.0e-3, depth: 5, sizes: [1, 2], copy: true}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A configuration that is right."""
    path = tmp_path / "v1.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_files_are_absolute_in_code_and_relative_in_records(file: Path) -> None:
    config = read(Config, file)
    assert config.data.path == str(ROOT / "data/raw/x.csv")
    assert config.model_dump(mode="json")["data"]["path"] == "data/raw/x.csv"


def test_overrides_are_yaml(file: Path) -> None:
    config = read(Config, file, ["model.rate=2e-5", "model.sizes=[3]", "data.path=/elsewhere/y.csv"])
    assert (config.model.rate, config.model.sizes, config.data.path) == (2e-5, [3], "/elsewhere/y.csv")
    assert config.model_dump(mode="json")["data"]["path"] == "/elsewhere/y.csv"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("model.dept=6", "--set model.dept=6: unknown key 'model.dept'; did you mean 'model.depth'?"),
        ("model.depth=deep", "--set model.depth=deep: model.depth: Input should be a valid integer"),
        ("model.depth=true", "--set model.depth=true: model.depth: Input should be a valid integer"),
        ("model.depth='5'", "--set model.depth='5': model.depth: Input should be a valid integer"),
        ("model=3", "--set model=3: model: Input should be a valid dictionary"),
        ("zzz.qqq=1", "--set zzz.qqq=1: unknown key 'zzz'; known keys: data.path, model.copy"),
        ("model.depth", "--set model.depth: expected key=value"),
        ("model.depth=[", "--set model.depth=[: the value is not YAML"),
    ],
)
def test_what_is_wrong_with_an_override_is_said(file: Path, override: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(Config, file, [override])
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "expected keys and values, found list"),
        ("a: [", "not YAML"),
        (TEXT.replace("depth", "Depth"), "the key 'model.depth' is missing"),
        (TEXT.replace("depth", "Depth"), "unknown key 'model.Depth'; did you mean 'model.depth'?"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_name(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read(Config, file)
    assert any(line.startswith(f"{file}: {said}") for line in str(caught.value).split("\n"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.yaml: No such file"):
        read(Config, tmp_path / "no.yaml")


def test_values_do_not_change(file: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        read(Config, file).model.depth = 6


def test_all_keys_are_known() -> None:
    assert list(keys_of(Config)) == ["data.path", "model.rate", "model.depth", "model.sizes", "model.copy"]
