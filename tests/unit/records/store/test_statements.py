"""SQL lives in files: one statement each, with a header, prepared against the real schema, and each one used."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from services.records.store import statement_files
from services.records.store.postgres import ROOM
from services.records.store.statement_files import ROOT, load, schema
from services.store.dialects import POSTGRESQL, SQLITE
from services.store.postgres.connecting import Place, connect
from services.store.statements import BOTH
from tests.fakes import postgres
from tests.rows import of_rows

FILES = sorted(ROOT.rglob("*.sql"))
SOURCE = Path(statement_files.__file__).parent
REVISIONS = ("schema", *sorted({file.parent.name for file in FILES if file.parent.name.isdigit()}))
CONTROL = re.compile(r"(BEGIN|COMMIT|ROLLBACK|PRAGMA)")


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    for revision in REVISIONS:
        for statement in schema(SQLITE, revision):
            opened.execute(statement)
    opened.execute("CREATE TABLE alembic_version (version_num TEXT)")
    return opened


def header(name: str, dialect: str) -> str:
    """The lines of comment of the file that a dialect's statement comes from."""
    file = next(path for path in (ROOT / dialect / f"{name}.sql", ROOT / BOTH / f"{name}.sql") if path.exists())
    return "\n".join(line for line in file.read_text("utf-8").splitlines() if line.startswith("--"))


@of_rows("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_a_file_is_a_header_and_one_statement(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text), "one statement, unterminated"
    body = [line for line in text.splitlines() if not line.startswith("--")]
    assert not any("--" in line for line in body), "comments lead"
    assert all(len(line) <= 120 for line in text.splitlines())


def test_a_file_stands_for_both_dialects_or_for_one() -> None:
    both, *apart = ({str(path.relative_to(ROOT / name)) for path in (ROOT / name).rglob("*.sql")}
                    for name in (BOTH, SQLITE, POSTGRESQL))  # fmt: skip
    assert len(both) > 100
    assert [sorted(both & one) for one in apart] == [[], []]


@pytest.mark.parametrize("name", sorted(load(SQLITE)))
def test_sqlite_prepares_it_and_it_takes_what_its_header_names(db: sqlite3.Connection, name: str) -> None:
    statement = load(SQLITE)[name]
    asked = numbers(statement, r"\?")
    assert asked == set(range(1, len(asked) + 1))
    said = header(name, SQLITE)
    assert not asked or numbers(said, r"\?") == asked or "in the order of the table's columns" in said
    if not CONTROL.match(statement):
        db.execute("EXPLAIN " + statement, ["[]"] * len(asked))


@pytest.mark.postgres
def test_postgresql_prepares_each_and_it_takes_what_its_header_names() -> None:
    async def run() -> None:
        name = await asyncio.to_thread(postgres.database)
        opened = await connect(Place(postgres.shared().address(name), ROOM, unsynced=True))
        for each, statement in load(POSTGRESQL).items():
            asked, said = numbers(statement, r"\$"), header(each, POSTGRESQL)
            assert asked == set(range(1, len(asked) + 1)), each
            assert not asked or numbers(said, r"\?") == asked or "in the order of the table's columns" in said, each
            if not CONTROL.match(statement):
                taken = (await opened.prepare(statement)).get_parameters()
                assert len(taken) == len(asked), each
                assert {kind.name for kind in taken} <= {"int8", "text", "bytea", "int8[]", "text[]"}, each
        await opened.close()
        await asyncio.to_thread(postgres.drop, name)

    asyncio.run(run())


def numbers(text: str, mark: str) -> set[int]:
    """The numbers that follow a mark."""
    return {int(each) for each in re.findall(mark + r"(\d+)", text)}


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_every_statement_is_used(dialect: str) -> None:
    code = "".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    assert [name for name in load(dialect) if f'"{name}"' not in code] == []


def test_reads_by_a_token_use_its_index(db: sqlite3.Connection) -> None:
    cases = ("case_files", "case_profile", "case_rows", "case_members")
    each_page = ("upheld", "class_at", "class_at_over", "interim", "record_profile", "bodies")
    for name in ("stamp", "person_profile", "person_rows", "person_facts", *cases, *each_page):
        statement = load(SQLITE)[name]
        asked = len(numbers(statement, r"\?"))
        plan = " ".join(row[3] for row in db.execute("EXPLAIN QUERY PLAN " + statement, ["[]"] * asked))
        assert not re.search(r"SCAN (p|c|h|l|i|o|n|k|s|head|log|person_token|case_token)\b", plan), (name, plan)
