"""`rabta link run` where there is no node, and the model as Splink takes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.matching.default_model import default_model
from services.matching.splink import splink_settings
from services.matching.splink_levels import Dialect
from tests.unit.cli.rabta import rabta


def test_a_folder_without_a_node_is_refused_in_a_line(tmp_path: Path) -> None:
    result = rabta("link", "run", tmp_path / "none", code=2)
    assert result.stderr.startswith("rabta: ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("words", "dialect"), [((), Dialect.DUCKDB), (("--spark",), Dialect.SPARK)])
def test_the_model_is_printed_as_splink_s_settings(words: tuple[str, ...], dialect: Dialect) -> None:
    printed = json.loads(rabta("link", "export-splink", *words).stdout)
    assert printed == json.loads(json.dumps(splink_settings(default_model(), dialect)))
    assert printed["sql_dialect"] == str(dialect)
