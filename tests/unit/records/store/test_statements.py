"""SQL lives in files: one statement each, with a header, prepared against the real schema, and each one used."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from services.records.store import statement_files
from services.records.store.statement_files import ROOT, load, schema

FILES = sorted((ROOT / "sqlite").rglob("*.sql"))
SOURCE = Path(statement_files.__file__).parent


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (
        *schema("sqlite"),
        *schema("sqlite", "0002"),
        *schema("sqlite", "0003"),
        *schema("sqlite", "0004"),
        *schema("sqlite", "0005"),
        *schema("sqlite", "0006"),
        *schema("sqlite", "0007"),
        *schema("sqlite", "0008"),
        *schema("sqlite", "0009"),
        *schema("sqlite", "0010"),
        *schema("sqlite", "0011"),
    ):
        opened.execute(statement)
    opened.execute("CREATE TABLE alembic_version (version_num TEXT)")
    return opened


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_a_header_and_one_statement(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text), "one statement, unterminated"
    body = [line for line in text.splitlines() if not line.startswith("--")]
    assert not any("--" in line for line in body), "comments lead"
    assert all(len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize("name", sorted(load("sqlite")))
def test_it_is_prepared_and_takes_what_its_header_names(db: sqlite3.Connection, name: str) -> None:
    statement = load("sqlite")[name]
    asked = {int(each) for each in re.findall(r"\?(\d+)", statement)}
    header = (ROOT / "sqlite" / f"{name}.sql").read_text("utf-8")
    assert asked == set(range(1, len(asked) + 1))
    named = {int(each) for each in re.findall(r"\?(\d+)", re.sub(r"^[^-].*", "", header, flags=re.MULTILINE))}
    assert not asked or named == asked or "in the order of the table's columns" in header
    if not re.match(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)", statement):
        db.execute("EXPLAIN " + statement, ["[]"] * len(asked))


def test_every_statement_is_used() -> None:
    code = "".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    assert [name for name in load("sqlite") if f'"{name}"' not in code] == []


def test_reads_by_a_token_use_its_index(db: sqlite3.Connection) -> None:
    cases = ("case_files", "case_profile", "case_rows", "case_members")
    each_page = ("upheld", "class_at", "class_at_over", "interim", "record_profile", "bodies")
    for name in ("stamp", "person_profile", "person_rows", "person_facts", *cases, *each_page):
        statement = load("sqlite")[name]
        asked = len(set(re.findall(r"\?(\d+)", statement)))
        plan = " ".join(row[3] for row in db.execute("EXPLAIN QUERY PLAN " + statement, ["[]"] * asked))
        assert not re.search(r"SCAN (p|c|h|l|i|o|n|k|s|head|log|person_token|case_token)\b", plan), (name, plan)
