"""The configuration: each file loads, each key is known, an unknown one is refused."""

from pathlib import Path

import pytest
from conftest import CONFIG, ROOT

from churn.config import Config, load
from churn.loading import ConfigError, keys_of


@pytest.mark.parametrize(
    "path",
    sorted(each for each in (ROOT / "configs").glob("*.yaml") if each.name != "sweep.yaml"),
    ids=lambda path: path.name,
)
def test_every_configuration_loads(path: Path) -> None:
    assert isinstance(load(path), Config)


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    for key in keys_of(Config):
        with pytest.raises(ConfigError, match=f"unknown key '{key}x'; did you mean '"):
            load(CONFIG, [f"{key}x=1"])


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"empty\.yaml: the key 'runtime' is missing"):
        load(tmp_path / "empty.yaml")


def test_a_value_can_be_set() -> None:
    assert load(CONFIG, ["runtime.seed=12345"]).runtime.seed == 12345
