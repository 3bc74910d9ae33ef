"""`rabta feed import` of a table: what the importer states of it, and where that is kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import mode, rabta
from tests.unit.tables.contract.tables import BANK, DRAWN, table


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "statement.csv"
    row = [*DRAWN[:2], "05/13/2024", *DRAWN[3:]]
    path.write_text(table(["Sr. No", *BANK, "Ledger Flag"], ["1", *row, "x"]), "utf-8")
    return path


def test_a_table_is_refused_until_its_headings_and_dates_are_stated(hub_desk: HubThread, statement: Path) -> None:
    read = ("feed", "import", "bank-statements", statement, "--profile", hub_desk.profile("pk.fia"), "--check")
    unknown = rabta(*read, code=1).stderr
    assert "row 1, column 7: the layout bank-statements does not know the heading 'Ledger Flag'" in unknown
    turned = rabta(*read, "--ignore", "Ledger Flag", code=1).stderr
    assert "row 2, column at: a date that only month-first explains" in turned
    assert not statement.with_name("statement.csv.stated.csv").exists()
    done = rabta(*read, "--ignore", "Ledger Flag", "--dates", "month-first")
    assert "taken: 1" in done.stdout
    assert "headings-unread: Ledger Flag, Sr. No" in done.stderr


def test_what_was_stated_is_kept_beside_the_file(hub_desk: HubThread, statement: Path) -> None:
    read = ("feed", "import", "bank-statements", statement, "--profile", hub_desk.profile("pk.fia"), "--check")
    rabta(*read, "--ignore", "Ledger Flag", "--dates", "month-first")
    beside = statement.with_name("statement.csv.stated.csv")
    assert list(csv.reader(beside.open(encoding="utf-8"))) == [
        ["what", "value"], ["ignore", "Ledger Flag"], ["dates", "month-first"], ["not read", "Ledger Flag, Sr. No"],
    ]  # fmt: skip
    assert mode(beside) == 0o600
