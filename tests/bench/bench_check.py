"""Checks of travellers through the whole path, signed and logged, beside histories at the same load.

    python -m tests.bench.bench_check [ENTRIES]

``check.p50_ms``, ``check.p99_ms``: of CheckTraveller with 64 clients, one traveller in twenty on a list, each asked about
once; ``check.history_p50_ms``: of GetHistory with 64 clients in the same minute, medians of runs that
alternate.
``check.entries``: warrants and list entries, taken over the wire as `rabta import` sends them, beside 20,000 versions of
an FIR register.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

from rabta.exchange.v1.check_service_pb2 import CheckTravellerRequest, CheckTravellerResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.access.details import Details
from services.signing.es256 import PrivateKey
from tests.bench.bench_hub import CALLS, CLIENTS, PAIRS, Reads
from tests.bench.bench_import import fill, submit
from tests.bench.bulk import cnics, drafts, pages
from tests.bench.calibrate import say
from tests.bench.driver import Run, build, judge, send
from tests.bench.hub import Asking, Hub, running_hub, until_open

CHECK = "/rabta.exchange.v1.CheckService/CheckTraveller"
POST = "pk.customs"
WHY = Details("CHECKPOINT", "EXIT_CONTROL", "", "CHECKPOINT", "MOVEMENT", "TORKHAM/2026/1")
VERSIONS, ENTRIES = 20_000, 20_000
ONE_IN = 20
"""Of so many travellers one is on a list."""


def listed(number: int) -> str:
    """Number of somebody on a list."""
    return f"37405{number:07d}1"


def exit_control(entries: int) -> Iterator[dict[str, str]]:
    """Rows of an exit control list."""
    for number in range(entries):
        yield {
            "ecl_no": f"{number}/2024", "person": "Ali Raza s/o Ahmed Din", "person_cnic": listed(number),
            "authority": f"MoI ECL {number}/2024", "placed": "2024-02-05",
        }  # fmt: skip


def load(hub: Hub, entries: int) -> float:
    """Entries of the post's own agency, over the wire; seconds."""
    key = PrivateKey.load(hub.local.files.agency(POST).page_key)
    rows = drafts(POST, exit_control(entries), kind="exit_control_list")
    return asyncio.run(submit(hub, POST, list(pages(hub.registry, POST, key, rows))))


def body(cnic: str) -> bytes:
    """Body of a CheckTraveller request, serialised."""
    document = Identifier(type=IDENTIFIER_TYPE_CNIC, value=cnic)
    return CheckTravellerRequest(document=document).SerializeToString(deterministic=True)


class Checks:
    """Travellers at one post, each another one."""

    def __init__(self, hub: Hub, sender: Path, folder: Path, entries: int) -> None:
        self.hub, self.sender, self.folder, self.entries = hub, sender, folder, entries
        self.by: Asking = hub.asking(POST, "CHECKPOINT_OFFICER", WHY)
        self.numbers = count()

    def traveller(self) -> str:
        """The next one, on a list one time in :data:`ONE_IN`."""
        number = next(self.numbers)
        return listed(number // ONE_IN % self.entries) if number % ONE_IN == 0 else f"42101{number:07d}3"

    def run(self) -> Run:
        """Prepared, sent, every answer judged, and as many hits as there are listed."""
        prepared = self.hub.prepare(CHECK, [body(self.traveller()) for _ in range(CALLS)], self.by)
        port = self.hub.local.port
        run = send(self.sender, self.folder, self.hub, port, CHECK, prepared, CLIENTS, agency=POST)
        judge(self.hub, CHECK, prepared, run, POST)
        hits = sum(bool(CheckTravellerResponse.FromString(answer).hits) for *_, answer in run.answers)
        if hits != CALLS // ONE_IN:
            raise AssertionError(f"{hits} hits of {CALLS // ONE_IN}")
        return run


def measure(hub: Hub, sender: Path, folder: Path, entries: int) -> None:
    """Checks and histories in turns."""
    reads = Reads(hub, sender, folder, 0, cnics(VERSIONS))
    checks = Checks(hub, sender, folder, entries)
    reads.history(CLIENTS, CALLS)
    checks.run()
    pairs = [(checks.run(), reads.history(CLIENTS, CALLS)) for _ in range(PAIRS)]
    p99, history = median(check.p99_ms for check, _ in pairs), median(read.p50_ms for _, read in pairs)
    say("check.entries", entries, "entries")
    say("check.calls_s", median(check.calls_s for check, _ in pairs), "calls/s")
    say("check.p50_ms", median(check.p50_ms for check, _ in pairs), "ms")
    say("check.p99_ms", p99, "ms")
    say("check.history_p50_ms", history, "ms")
    say("check.history_p99_ms", median(read.p99_ms for _, read in pairs), "ms")
    say("check.p99_vs_history_p50", p99 / history, "ratio")


def main(entries: int = ENTRIES) -> None:
    """Measure checks through a hub and print each figure on a line of its own."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation", targets=("records", "oversight", "exchange")) as hub:
            asyncio.run(until_open(hub, 120.0))
            fill(hub, VERSIONS)
            say("check.load_s", load(hub, entries), "s")
            measure(hub, sender, folder, entries)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
