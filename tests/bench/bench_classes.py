"""What a question costs to be decided where the country's FIRs are held: prints ``name value unit`` lines.

    python -m tests.bench classes

A link store holds the classes of 40 agencies, 60 each, and a complainant and a victim of each of 1,000,000 FIRs, 25,000
an agency. ``policy.classes_1m_ms``: median of deciding a question of one of 200 officers, each of
a FIR of their own, by an edge that has decided for their three agencies before; ``policy.classes_1m_first_ms``: the first question of an agency.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from typing import Final

from graph.rights import in_sight
from services.access.caller import Caller, CaseFacts
from services.access.decision import RecordClass
from services.access.engine import CedarEngine
from services.access.trail import Inquiry, Trail
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass
from services.linkage.rights import Ask, rights_of
from services.linkage.store.links import links_of
from services.vocabulary.access import CaseState
from tests.bench.bench_policy import NOW_MS, officer

AGENCIES: Final = 40
ASKING: Final = 3
CLASSES_EACH: Final = 60
FIRS: Final = 1_000_000
ASKED: Final = 200
ROLES: Final = ("VICTIM", "COMPLAINANT")
FILL: Final = """WITH RECURSIVE fir (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM fir WHERE number + 1 < ?2)
INSERT INTO bound_class (class, keys, held_until_ms, parts)
SELECT ?1, 'CASE FIR:PB/LAHORE/ICHHRA/' || (number * ?3 + ?4) || '/2024', 0, '' FROM fir"""
INDEX: Final = "INSERT INTO bound_key (key, bound) SELECT keys, id FROM bound_class ORDER BY keys, id"


def agency(number: int) -> str:
    """One of AGENCIES."""
    return f"pk.agency{number}"


def words(owner: str) -> Iterable[RecordClass]:
    """Classes of one agency: kinds, roles, standings and caps."""
    kinds = ("PARTY", "CHARGE", "CUSTODY_EVENT", "STATEMENT", "LIST_ENTRY")
    for weak, kind, role, standing in product((False, True), kinds, (*ROLES, "ACCUSED"), ("ALLEGATION", "FINDING")):
        yield RecordClass(owner, kind, role=role, standing=standing, weak_grade=weak)


async def filled(path: Path, firs: int = FIRS) -> ClassTable:
    """The store, its bindings written past the room, which would commit each page."""
    table = ClassTable(links_of(path).classes)
    owned = [list(islice(words(agency(number)), CLASSES_EACH)) for number in range(AGENCIES)]
    await table.numbers([AtomicClass(klass) for classes in owned for klass in classes])
    with sqlite3.connect(path) as db:
        for number, classes in enumerate(owned):
            for klass in (next(each for each in classes if each.role == role) for role in ROLES):
                db.execute(FILL, (await table.number(AtomicClass(klass)), firs // AGENCIES, AGENCIES, number))
        db.execute(INDEX)
    return table


def asker(engine: CedarEngine, number: int) -> Ask:
    """An investigator of the agency whose FIR of that number it is."""
    who: Caller = officer(random.Random(number), number)
    key = f"PB/LAHORE/ICHHRA/{number}/2024"
    caller = replace(
        who, agency=agency(number % AGENCIES), agency_kind="POLICE", clearance=1, case_key=key, case_type="FIR",
        purpose="INVESTIGATE_CASE", query_class="NETWORK", legal_basis="CRPC_CASE",
    )  # fmt: skip
    return Ask(Inquiry(caller, NOW_MS, engine, Trail()), CaseFacts(CaseState.RESOLVED, True), frozenset({f"FIR:{key}"}))


async def timed(table: ClassTable, asks: Iterable[Ask]) -> list[float]:
    """Milliseconds of each; raises where one does not open its own case's papers, and those alone."""
    found = []
    for ask in asks:
        start = time.perf_counter()
        seen = await rights_of(table, ask)
        found.append((time.perf_counter() - start) * 1000)
        if len(seen.bound.atomic) != len(ROLES) or not all(in_sight(n, seen.rights.shown) for n in seen.bound.atomic):
            raise RuntimeError("a question does not see the papers of its own case")
    return found


async def measure() -> None:
    """Print the lines."""
    engine = CedarEngine.load()
    with tempfile.TemporaryDirectory() as folder:
        table = await filled(Path(folder) / "linkage.db")
        first = await timed(table, (asker(engine, number) for number in range(ASKING)))
        others = (asker(engine, AGENCIES * (7 + 13 * place) + place % ASKING) for place in range(ASKED))
        later = await timed(table, others)
    sys.stdout.write(f"policy.classes_1m_first_ms {statistics.median(first):.2f} ms\n")
    sys.stdout.write(f"policy.classes_1m_ms {statistics.median(later):.2f} ms\n")


def main() -> None:
    """About a minute, most of it filling."""
    asyncio.run(measure())


if __name__ == "__main__":
    main()
