"""The file that says where an engine is: private, whole, and no word of the password when printed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from graph.endpoint import Endpoint, load_endpoint, save_endpoint, write_private

ENDPOINT = Endpoint("bolt://127.0.0.1:7687", "root", "pass-word", "graph")


def test_it_is_read_back_and_private(tmp_path: Path) -> None:
    save_endpoint(tmp_path, ENDPOINT)
    assert load_endpoint(tmp_path) == ENDPOINT
    assert stat.S_IMODE((tmp_path / "engine.json").stat().st_mode) == 0o600


def test_the_password_is_not_printed() -> None:
    assert "pass-word" not in repr(ENDPOINT)


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old and public")
    path.chmod(0o644)
    write_private(path, "new")
    assert path.read_text("utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"uri": "x"}', "not json"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "engine.json").write_text(text, "utf-8")
    with pytest.raises(ValueError):
        load_endpoint(tmp_path)


def test_no_engine_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_endpoint(tmp_path)
