"""Dated law: how often a core answers who is a child, what fits and what is due; what guards add to a page that comes.

Nothing looks for guards while a page is submitted: a clock follows the changes (ADR 144). So what it takes of the
processor for the same records stands beside what their pages took.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from services.node.case_law import ReadLaw
from services.records.app.case_facts import SHOWN
from services.records.case_law_port import Act, Happened, Someone
from services.values.dates import span
from services.values.records import Birth, FitChargesRequest, Section, StatedWord
from tests.fakes.records_node import Federation, federation, open_node
from tests.integration.records.guarded import accused, case_files, clocked, victim

ROUNDS: Final = 5
SPELL_S: Final = 0.5
PEOPLE: Final = 400
"""Accused, and as many victims."""
PAGE: Final = 200
GIRL: Final = Someone((Birth("2008-03-10", "2008-03-10"),), "F")
ACT: Final = Act("2024-06-01", "", "2024-06-02", "PB")
NOW: Final = span("2024-07-01").first_ms
FACTS: Final = FitChargesRequest(
    tuple(StatedWord(word, "ALLEGED") for word in ("RECRUIT", "FRAUD", "COMMERCIAL_SEX", "SELL")), "", "NO"
)


def main() -> None:
    """Print the figures."""
    law = ReadLaw()
    report = Happened("MISSING_CHILD_REPORTED", "2024-06-30T10:00")
    rate("child", lambda: law.child("VICTIM", GIRL, ACT, "", continuing=False))
    rate("fit", lambda: law.fit(FACTS, GIRL, ACT, (Section("PPC", "371-A"),), NOW))
    rate("clocks", lambda: law.clocks("", (report,), SHOWN, "PB", NOW))
    with TemporaryDirectory() as folder:
        known = federation(Path(folder) / "federation")
        nobody, everybody = (
            [asyncio.run(guarded(Path(folder) / f"{apart}-{turn}", known, apart)) for turn in range(ROUNDS)]
            for apart in (PEOPLE, 0)
        )
    pages, clock = (median(each) for each in zip(*nobody, strict=True))
    print(f"law.guard.page_ms {1000 * pages / (2 * PEOPLE):.2f} ms")
    print(f"law.guard.clock_cost {clock / pages:.3f} ratio")
    print(f"law.guard.look_ms {1000 * median(each for _, each in everybody) / PEOPLE:.2f} ms")


def rate(name: str, ask: Callable[[], object]) -> None:
    """Print how many a second of the processor: the median of some spells."""
    told = []
    for _ in range(ROUNDS):
        asked, began = 0, time.process_time()
        while (spent := time.process_time() - began) < SPELL_S:
            ask()
            asked += 1
        told.append(asked / spent)
    print(f"law.{name} {median(told):.0f} 1/s")


async def guarded(folder: Path, known: Federation, apart: int) -> tuple[float, float]:
    """Processor seconds of the pages of all records, and of the clock that follows them.

    ``apart``: between the number of an accused and that of a victim; 0 where each accused is a victim elsewhere.
    """
    node = open_node(folder, known)
    clock, _, book = clocked(node, folder)
    records = [each for number in range(PEOPLE) for each in (accused(number), victim(number + apart))]
    await node.put(*case_files())
    began = time.process_time()
    for place in range(0, len(records), PAGE):
        await node.put(*records[place : place + PAGE])
    between = time.process_time()
    await clock.turn(node.now_ms)
    ended = time.process_time()
    book.close()
    return between - began, ended - between


if __name__ == "__main__":
    main()
