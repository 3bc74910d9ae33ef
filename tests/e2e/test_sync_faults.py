"""A hub and a member with a bad line between them, either of which is killed: nothing is lost, doubled or out of order."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from services.evidence.pages_compared import compare
from services.node.peers import Peer, add_peer, remove_peer
from services.values.records import RecordVersion
from tests.e2e.both_logs import copies
from tests.e2e.exchange import agreement
from tests.e2e.fault_proxy import CLEAR, HALF, HOLE, LATE, FaultProxy
from tests.e2e.member import Member, beside
from tests.e2e.people import FIA
from tests.e2e.processes import until
from tests.fakes import record_maker as make

ROUNDS = int(os.environ.get("RABTA_SYNC_ROUNDS", "1"))
CHANGES = int(os.environ.get("RABTA_SYNC_CHANGES", "600"))
"""In all rounds together."""
FAULTS = (LATE, HOLE, HALF)
PAGE = 250
OF_A_CASE = 200
"""As many as who has no part in a case may put there."""
STILL_S = 180.0
"""Without one more page, on whatever machine: then none comes any more. The taker waits 90 s at most, and 15 for an answer."""


class Planted:
    """What the owner sent: the newest version of each record by its id, in the order in which they came."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._listed = 0
        self.newest: dict[str, RecordVersion] = {}

    def send(self, number: int) -> None:
        """So many changes, of which every other corrects what an earlier one brought."""
        known = list(self.newest.values())
        made = [self._one(known, at) for at in range(number)]
        for start in range(0, number, PAGE):
            self._member.world.plant(made[start : start + PAGE])
        for each in made:
            self.newest.pop(each.record_id, None)
            self.newest[each.record_id] = each

    def _one(self, known: list[RecordVersion], at: int) -> RecordVersion:
        if at % 2 and at // 2 < len(known):
            earlier = known[at // 2]
            return make.following(earlier, source_grade="AB"[earlier.version % 2])
        self._listed += 1
        case = (make.fir(1 + self._listed // OF_A_CASE),)
        subject = make.person(make.cnic(30_000 + self._listed))
        return make.listing(f"fia-sync-{self._listed}", agency=FIA, subject=subject, case_references=case)

    def versions(self) -> list[tuple[str, int]]:
        """Id and version of each record, in order."""
        return [(name, each.version) for name, each in self.newest.items()]


def asked(database: Path, question: str) -> list[tuple[int, ...]]:
    """Rows of a node's file, as they are committed."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=60)) as opened:
        return opened.execute(question).fetchall()


def taken(member: Member) -> int:
    """The hub's number up to which everything was taken."""
    question = "SELECT coalesce(max(sequence), 0) FROM sync_cursor WHERE feed = 'records'"
    return asked(member.folder / "records.db", question)[0][0]


def level(member: Member) -> None:
    """Wait until the member has come as far as the hub, as long as it comes further and further."""
    ((head,),) = asked(member.world.files.hub.folder / "records.db", "SELECT max(changed) FROM head")
    while (now := taken(member)) < head:
        further(member, now)


def further(member: Member, than: int) -> None:
    """Wait until more than that was taken."""
    end = time.monotonic() + STILL_S
    while taken(member) <= than:
        assert time.monotonic() < end, f"nothing comes after {than}: {member.seen()}"
        time.sleep(0.05)


def unanswered(member: Member) -> bool:
    """Whether the hub gave a page that nobody has acknowledged."""
    question = "SELECT 1 FROM issued AS i, follower AS f WHERE i.feed = f.feed AND i.sequence > f.sequence"
    return bool(asked(member.world.files.hub.folder / "exchange.db", question))


def trouble(member: Member, proxy: FaultProxy, planted: Planted, mode: str, number: int) -> None:
    """One fault under changes: the member is killed while it takes them late or knows of none, the hub while it gives."""
    before, swallowed, proxy.mode = taken(member), proxy.swallowed, mode
    planted.send(number)
    if mode == LATE:
        further(member, before)
    else:
        until(lambda: proxy.swallowed > swallowed, "the line loses something")
    if mode == HALF:
        until(lambda: unanswered(member), "a page leaves whose answer does not arrive")
        member.world.run.kill_group("hub")
        member.world.start_node()
        member.world.ready()
    if mode != LATE:
        assert taken(member) == before, "the line let a page through"
    if mode != HALF:
        member.kill()
        member.start()
    proxy.mode = CLEAR
    proxy.cut()


def check(member: Member, planted: Planted) -> None:
    """All of it is held, in the order in which it came, and was taken once."""
    assert list(member.held().items()) == planted.versions(), "lost, or out of order"
    rows = asked(member.folder / "records.db", "SELECT record, version FROM log ORDER BY seq")
    assert max(Counter(rows).values()) == 1, "doubled"
    by_record: dict[int, list[int]] = {}
    for record, version in rows:
        by_record.setdefault(record, []).append(version)
    assert all(a < b for versions in by_record.values() for a, b in pairwise(versions)), "out of order"


def test_a_bad_line_and_deaths_lose_double_and_turn_nothing(tmp_path: Path) -> None:
    with beside(tmp_path, agreement(FIA)) as member, FaultProxy(member.world.local.port) as proxy:
        member.kill()
        hub = member.world.files.hub_id
        remove_peer(member.folder, hub)
        add_peer(member.folder, Peer(hub, f"127.0.0.1:{proxy.port}", "hub.crt"))
        member.start()
        until(lambda: member.seen().get("level_ms"), "the member pulls over the line")
        planted = Planted(member)
        for number in range(ROUNDS * len(FAULTS)):
            trouble(member, proxy, planted, FAULTS[number % len(FAULTS)], CHANGES // (ROUNDS * len(FAULTS)))
            level(member)
        check(member, planted)
        member.stop()
        found = compare(*copies(member, tmp_path))
        assert found.agree, [each for each in found.findings if each.fails]
