"""Work that is under way while parts are killed: imports with expungements among them, and tokens of an issuer."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rabta.signing.v1.page_pb2 import PageHeader

from services.client.errors import IssuerUnreachable, TokenRefused
from tests.e2e import planted
from tests.e2e.bodies import submission
from tests.e2e.faults.load import VERSIONS, WRITERS, Load, record_of
from tests.e2e.processes import until
from tests.fakes import record_maker as make
from tests.fakes.postgres import Server
from tests.integration.issuer.station import Station

EACH: Final = 3
"""One page in so many expunges."""
GONE = "expunged "
"""Before the id, among what an answered page held."""
HEADS = "SELECT agency, record_id, version, status FROM records.head"
NUMBERS = "SELECT count(*), count(DISTINCT (record, version)), max(seq) FROM records.log"
PAGES = "SELECT agency, count(*), max(page_number) FROM records.page GROUP BY agency"
HALF = (
    "SELECT count(*) FROM records.log JOIN records.head USING (record)"
    " WHERE log.version = 1 AND (status = 'EXPUNGED') <> (octet_length(body) = 0)"
)


@dataclass
class Expunging(Load):
    """Pages that bring records, and pages that expunge what was brought and answered."""

    cut: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)

    def expunged(self) -> set[tuple[str, str]]:
        """Agency and id of what an answered page expunged."""
        found = {(agency, one) for agency in WRITERS for one in self.records[agency] if one.startswith(GONE)}
        return {(agency, one.removeprefix(GONE)) for agency, one in found}

    def brought(self) -> set[tuple[str, str]]:
        """Agency and id of every record that an answered page brought."""
        return {(agency, one) for agency in WRITERS for one in self.records[agency] if not one.startswith(GONE)}

    def _cut(self, agency: str) -> tuple[list[str], bytes]:
        self.cut[agency] += 1
        held = [one for one in self.records[agency] if not one.startswith(GONE)]
        first = self.taken[agency]
        if self.cut[agency] % EACH or len(held) < first + VERSIONS:
            return super()._cut(agency)
        self.taken[agency] += VERSIONS
        ids = held[first : first + VERSIONS]
        page = self.world.page(agency, [make.expunged(record_of(agency, one)) for one in ids])
        self.world.feeds[agency] = (PageHeader.FromString(page.header).page_number, page.sha256)
        return [GONE + one for one in ids], submission(page, f"load-{os.urandom(8).hex()}")


def nothing_half_done(load: Expunging, server: Server) -> None:
    """Each answered page once; what was expunged has no body and its key is destroyed, and nothing else is empty."""
    stored = [tuple(row) for row in server.run(HEADS, "hub")]
    gone, brought = load.expunged(), load.brought()
    expected = {(agency, one, 2 if (agency, one) in gone else 1) for agency, one in brought}
    assert expected <= {row[:3] for row in stored}
    assert gone == {(agency, one) for agency, one, _, status in stored if status == "EXPUNGED"}
    records = len(brought) + len(planted.open_records())
    assert len(stored) == len({row[:2] for row in stored}) == records
    assert [tuple(row) for row in server.run(NUMBERS, "hub")] == [(records + len(gone),) * 3]
    assert all(count == highest for _, count, highest in server.run(PAGES, "hub"))
    assert server.run(HALF, "hub") == [(0,)]
    until(lambda: server.run("SELECT count(*) FROM records.key_due", "hub") == [(0,)], "keys are destroyed", 60.0)


@dataclass
class Issuing:
    """An issuer whose journal is in a database, and an officer who asks it without end. ``given``: ids of tokens."""

    folder: Path
    address: str
    given: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While it is asked."""
        self.folder.mkdir(mode=0o700)
        self.station = Station(self.folder)
        self.station.settings(store=self.address, per_system=10**6, per_officer=10**6)
        self.station.start()
        asking = threading.Thread(target=self._ask)
        asking.start()
        try:
            yield
        finally:
            self.stopping.set()
            asking.join(60)
            self.station.stop()

    def killed(self) -> None:
        """Its process, and another in its place."""
        self.station.stop(kill=True)
        self.station.start()

    def holds(self, server: Server) -> None:
        """Every token that was given is in the journal, each with an assertion that is used up."""
        known = list(self.given)
        held = [row[0] for row in server.run("SELECT jti FROM issuer.issued", "issuer")]
        assert set(known) <= set(held)
        assert len(known) == len(set(known))

    def _ask(self) -> None:
        while not self.stopping.is_set():
            try:
                self.given.append(jti_of(self.station.fetch().token))
            except (IssuerUnreachable, TokenRefused):
                self.stopping.wait(0.1)


def jti_of(token: str) -> str:
    """The id in a token's claims."""
    claims = token.split(".")[1]
    said: str = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["jti"]
    return said
