"""The file that says where an engine is: private, whole, and no word of the password when printed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from graph.endpoint import Endpoint, check_address, load_endpoint, save_endpoint, write_private
from graph.errors import AddressUnsafe, GraphRefused
from tests.rows import of_rows

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


HERE = ["127.0.0.1", "127.9.9.9", "[::1]", "localhost", "LocalHost"]
ELSEWHERE = [
    "db",
    "10.0.0.7",
    "0.0.0.0",
    "[::]",
    "[fe80::1]",
    "localhost.evil.example",
    "127.0.0.1.example",
    "2130706433",
]


@of_rows("host", HERE)
@of_rows("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+s"])
def test_an_engine_on_this_machine_needs_no_tls(host: str, scheme: str) -> None:
    for port in ("", ":7687"):
        check_address(f"{scheme}://{host}{port}")


@of_rows("host", ELSEWHERE)
@of_rows("scheme", ["bolt", "neo4j"])
def test_an_engine_elsewhere_is_refused_without_tls(host: str, scheme: str) -> None:
    for port in ("", ":7687"):
        with pytest.raises(AddressUnsafe):
            check_address(f"{scheme}://{host}{port}")
        check_address(f"{scheme}+s://{host}{port}")


@of_rows(
    "uri",
    [
        *("", "db", "http://127.0.0.1", "bolt://", "bolt+ssc://127.0.0.1", "bolt://u:p@127.0.0.1"),
        *("bolt://127.0.0.1/x", "bolt://127.0.0.1:7687\n", "bolt://127.0.0.1:", "bolt://127.0.0.1@db"),
        *("bolt://[::1", "bolt://127.0.0.1#@db"),
    ],
)
def test_what_is_no_address_is_refused(uri: str) -> None:
    with pytest.raises(GraphRefused):
        check_address(uri)
