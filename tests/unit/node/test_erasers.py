"""Each file that a node may keep is somebody's: of an eraser, or of the list that says why there is none."""

from __future__ import annotations

import re
from pathlib import Path

from services.identity.asking.store.database import FILE as BOOK
from services.node.damaged_files import DATABASES
from services.node.erasers import KEPT, erasers_of, kept_for, uncovered
from services.node.services import SERVICES
from tests.rows import of_rows

ROOT = Path(__file__).parents[3]
STORES = [eraser for service in SERVICES for eraser in service.erasers]


@of_rows("name", [*DATABASES, BOOK, "reads.db"])
def test_each_database_and_its_journal_is_somebodys_alone(name: str) -> None:
    for path in (name, f"{name}-wal", f"{name}-shm"):
        assert len([*erasers_of(path), *kept_for(path)]) == 1, path


def test_what_nobody_names_is_nobodys() -> None:
    for path in (
        "other.db",
        "records.dbx/other",
        "audit",
        "graphs/x",
        "match/a/b",
        "sub/tls.key",
        "sub/linkage.db",
        "export.json",
        "index",
    ):
        assert uncovered(path), path


def test_a_store_has_one_name_and_each_reason_is_a_reason() -> None:
    assert len({each.name for each in STORES}) == len(STORES) > 3
    assert all(each.paths for each in STORES)
    assert all(len(reason.split()) > 1 or reason == "settings" for reason in KEPT.values())


def test_the_page_for_operators_lists_them_in_their_order() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    table = page.partition("<!-- checked: erasers -->\n")[2].partition("\n\n")[0]
    rows = [re.findall(r"`([^`]+)`", line.rpartition("|")[0].rpartition("|")[0]) for line in table.splitlines()[2:]]
    assert rows == [[each.name, *each.paths] for each in STORES]
