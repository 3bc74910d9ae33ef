"""A hub and a member with a bad line between them, either of which is killed: nothing is lost, doubled or out of order."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from services.node.peers import Peer, add_peer, remove_peer
from services.values.records import RecordVersion
from tests.e2e.exchange import agreement
from tests.e2e.fault_proxy import CLEAR, FAULTS, HALF, LATE, FaultProxy
from tests.e2e.member import Member, beside
from tests.e2e.people import FIA
from tests.e2e.processes import until
from tests.fakes import record_maker as make

ROUNDS = int(os.environ.get("RABTA_SYNC_ROUNDS", "2"))
CHANGES = int(os.environ.get("RABTA_SYNC_CHANGES", "2000"))
PAGE = 250
OF_A_CASE = 500
"""Fewer than one agency may have in a case."""
STILL_S = 120.0
"""As long as nothing more comes, on whatever machine: then nothing comes any more."""


class Planted:
    """What the owner sent: the newest version of each record by its id."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._listed = 0
        self.newest: dict[str, RecordVersion] = {}

    def send(self, number: int) -> None:
        """So many changes, of which every other corrects what an earlier one brought."""
        known = list(self.newest.values())
        made: list[RecordVersion] = []
        for at in range(number):
            if at % 2 and at // 2 < len(known):
                earlier = known[at // 2]
                made.append(make.following(earlier, source_grade="AB"[earlier.version % 2]))
            else:
                self._listed += 1
                subject = make.person(make.cnic(30_000 + self._listed))
                case = (make.fir(1 + self._listed // OF_A_CASE),)
                entry = make.listing(f"fia-sync-{self._listed}", agency=FIA, subject=subject, case_references=case)
                made.append(entry)
        for start in range(0, number, PAGE):
            self._member.world.plant(made[start : start + PAGE])
        self.newest |= {each.record_id: each for each in made}

    def versions(self) -> dict[str, int]:
        return {name: each.version for name, each in self.newest.items()}


def rows(member: Member) -> list[tuple[int, int, int]]:
    """Seq, record and version of all that was ever taken, in its order."""
    database = sqlite3.connect(f"file:{member.folder / 'records.db'}?mode=ro", uri=True)
    try:
        return database.execute("SELECT seq, record, version FROM log ORDER BY seq").fetchall()
    finally:
        database.close()


def level(member: Member, wanted: dict[str, int]) -> None:
    """Wait until exactly this is held, as long as more and more comes."""
    seen, since = len(rows(member)), time.monotonic()
    while member.held() != wanted:
        now = len(rows(member))
        seen, since = (now, time.monotonic()) if now != seen else (seen, since)
        assert time.monotonic() - since < STILL_S, f"{len(wanted)} wanted, {now} taken, {member.seen()}"
        time.sleep(0.2)


def more(member: Member, before: int) -> None:
    """Wait until more than so much was taken."""
    end = time.monotonic() + STILL_S
    while len(rows(member)) <= before:
        assert time.monotonic() < end, f"nothing comes: {member.seen()}"
        time.sleep(0.05)


def trouble(member: Member, proxy: FaultProxy, planted: Planted, number: int) -> None:
    """Every fault, each under changes; the hub is killed in one of them, and the member after those that it cannot see."""
    share = number // len(FAULTS)
    for mode in FAULTS:
        level(member, planted.versions())
        before = len(rows(member))
        proxy.mode = mode
        planted.send(share if mode != LATE else number - share * (len(FAULTS) - 1))
        if mode == LATE:
            more(member, before)
        if mode == HALF:
            until(lambda: unanswered(member), "a page leaves whose answer does not arrive", STILL_S)
            member.world.run.kill_group("hub")
            member.world.start_node()
            member.world.ready()
        proxy.mode = CLEAR
        proxy.cut()
        if mode != LATE:
            member.kill()
            member.start()


def unanswered(member: Member) -> bool:
    """Whether the hub gave a page that nobody has acknowledged."""
    database = sqlite3.connect(f"file:{member.world.files.hub.folder / 'exchange.db'}?mode=ro", uri=True)
    try:
        return bool(
            database.execute(
                "SELECT 1 FROM issued AS i, follower AS f WHERE i.feed = f.feed AND i.sequence > f.sequence"
            ).fetchone()
        )
    finally:
        database.close()


def test_a_bad_line_and_deaths_lose_double_and_turn_nothing(tmp_path: Path) -> None:
    with beside(tmp_path, agreement(FIA)) as member, FaultProxy(member.world.local.port) as proxy:
        hub = member.world.files.hub_id
        remove_peer(member.folder, hub)
        add_peer(member.folder, Peer(hub, f"127.0.0.1:{proxy.port}", "hub.crt"))
        until(member.seen, "the member pulls")
        planted = Planted(member)
        for _ in range(ROUNDS):
            trouble(member, proxy, planted, CHANGES // ROUNDS)
            level(member, planted.versions())
        taken = rows(member)
        assert max(Counter((record, version) for _, record, version in taken).values()) == 1, "doubled"
        by_record: dict[int, list[int]] = {}
        for _, record, version in taken:
            by_record.setdefault(record, []).append(version)
        assert all(a < b for versions in by_record.values() for a, b in pairwise(versions)), "out of order"
