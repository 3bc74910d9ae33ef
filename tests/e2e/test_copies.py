"""A hub and the puller of a member's node, over a socket: what the agreements give is held, and nothing else."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.admin import asking
from services.cli.main import app
from services.evidence.pages_compared import compare
from services.node.copies_opened import open_copies
from services.node.posts_told import read_posts
from services.node.receivers import pause_receiver
from services.records.app.ordered import end_copy
from services.signing.erasure import ERASED, parse_receipt
from services.values.records import RecordVersion
from tests.e2e import dying_syncer, planted
from tests.e2e.both_logs import copies, told
from tests.e2e.exchange import agree, agreement
from tests.e2e.member import Member, beside
from tests.e2e.people import CUSTOMS, FIA, PUNJAB, SINDH
from tests.e2e.processes import until
from tests.e2e.searched import sealed_at
from tests.fakes import record_maker as make
from tests.integration.records.erased import found_in

ALL = tuple(map(agreement, (FIA, PUNJAB, SINDH)))
OF_OTHERS = {
    "fia-case", "fia-known", "fia-ecl", "pb-case", "pb-known", "pb-arrest", "pb-closed", "pb-traveller",
    "sd-case", "sd-other", "sd-warrant",
}  # fmt: skip
OWN = {"cu-crossing", "cu-traveller"}
HELD = OF_OTHERS | OWN
"""Of everything that is planted: no child, no victim and no witness, nothing sealed, of an enquiry, graded or acquitted."""
MANY = 900
LATER = 2_000
HUB = "pk.hub"


@pytest.fixture(scope="module")
def member(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Member]:
    with beside(tmp_path_factory.mktemp("beside"), *ALL) as made:
        made.world.plant(planted.all_records())
        yield made


def listed(number: int) -> RecordVersion:
    """One of many entries of a list, which the agreement gives."""
    return make.listing(
        f"fia-many-{number}", agency=FIA, subject=make.person(make.cnic(30_000 + number)), case_references=()
    )


def receipts(member: Member) -> dict[str, int]:
    """Name of each record of which the hub has a receipt -> what the newest says."""
    database = sqlite3.connect(f"file:{member.world.files.hub.folder / 'exchange.db'}?mode=ro", uri=True)
    try:
        rows = database.execute("SELECT receipt FROM erasure_receipt ORDER BY rowid").fetchall()
    finally:
        database.close()
    said = [parse_receipt(raw) for (raw,) in rows]
    return {each.record: each.state for each in said}


def reconciled(member: Member, *words: str, code: int = 0) -> dict[str, Any]:
    """What `rabta sync reconcile` says of the hub, beside the puller that runs."""
    result = CliRunner().invoke(app, ["sync", "reconcile", str(member.folder), "--output", "json", *words])
    assert result.exit_code == code, result.output
    (told,) = json.loads(result.output)
    return dict(told)


def test_what_the_agreements_give_is_held_and_nothing_else(member: Member) -> None:
    member.holds(*HELD)


def test_the_process_that_takes_tells_its_figures(member: Member) -> None:
    member.holds(*HELD)
    figures = asyncio.run(asking.metrics(member.folder))["syncer"] or ""
    assert f'rabta_sync_lag_records{{peer="{member.world.registry.hub}"}} 0' in figures.splitlines()
    assert f'rabta_sync_pages_total{{peer="{member.world.registry.hub}",feed="records"}}' in figures


def test_what_changes_comes_at_once(member: Member) -> None:
    entry = listed(MANY)
    member.world.plant([entry])
    member.holds(*HELD, entry.record_id)
    member.world.plant([make.following(entry, source_grade="B")])
    until(lambda: member.held()[entry.record_id] == 2, "the version in force is held")


def test_an_agreement_that_ends_takes_its_copies_along_and_comes_back(member: Member) -> None:
    """Each copy that it had allowed is ordered back, and the receipt says how much went from which store."""
    theirs = {f"agencies/{SINDH}/records/{name}" for name in HELD if name.startswith("sd-")}
    agree(member.world.files, *ALL[:2])
    member.holds(*(name for name in HELD if not name.startswith("sd-")), f"fia-many-{MANY}")
    until(lambda: receipts(member).keys() == theirs, "a receipt for each copy, and for no other")
    assert set(receipts(member).values()) == {ERASED}
    agree(member.world.files, *ALL)
    member.holds(*HELD, f"fia-many-{MANY}")
    member.world.follow_registry()


def test_what_is_expunged_or_withdrawn_is_erased_by_order_and_a_receipt_comes_back(member: Member) -> None:
    gone, back = listed(MANY), listed(MANY + 2)
    member.world.plant([back])
    member.holds(*HELD, gone.record_id, back.record_id)
    second = make.following(gone, source_grade="B")
    before = receipts(member)
    member.world.plant([make.expunged(second), make.withdrawn(back)])
    member.holds(*HELD)
    until(lambda: len(receipts(member)) == len(before) + 2, "a receipt of each order")
    assert receipts(member) == before | {gone.record_name: ERASED, back.record_name: ERASED}
    member.world.plant([listed(MANY + 3)])
    member.holds(*HELD, f"fia-many-{MANY + 3}")


def test_what_is_lost_here_is_found_by_comparing_and_comes_back(member: Member) -> None:
    before, lost = member.held(), f"agencies/{FIA}/records/fia-ecl"

    async def lose() -> None:
        async with open_copies(member.folder) as copies:
            assert await end_copy(copies.context, member.world.registry.hub, lost) == 1

    asyncio.run(lose())
    assert reconciled(member, "--check", code=1)["missing"] == 1
    told = reconciled(member)
    assert (told["missing"], told["held"], told["unfit"]) == (1, 1, 0)
    assert reconciled(member, "--check")["equal"] == len(before)
    assert member.held() == before


def test_after_its_receipt_no_file_of_either_node_holds_what_was_expunged(member: Member) -> None:
    """Stores, journals, index, log and graph: neither the sealed bytes nor their keys, nor what they said."""
    entry = listed(MANY + 6)
    member.world.plant([entry])
    until(lambda: member.held().get(entry.record_id), "it is held")
    nodes = [sealed_at(folder, entry) for folder in (member.world.files.hub.folder, member.folder)]
    number = make.cnic(30_000 + MANY + 6).encode()
    assert [(bool(node.files()), node.keys()) for node in nodes] == [(True, 1)] * 2, (
        "what is looked for is there before"
    )
    assert all(number in text for node in nodes for text in node.told()), "and says whom it is about"
    member.world.plant([make.expunged(entry)])
    until(lambda: receipts(member).get(entry.record_name) == ERASED, "the receipt of the order")
    assert [(node.keys(), node.told()) for node in nodes] == [(0, [])] * 2
    until(lambda: not any(node.files() for node in nodes), "journals are emptied once no reader is in the way")
    assert [found_in(node.folder, [number]) for node in nodes] == [[], []]


def test_a_hub_that_was_away_is_heard_again(member: Member) -> None:
    member.world.stop_node()
    until(lambda: member.seen().get("trouble") == "SenderAway", "the puller says that the hub is away")
    member.world.start_node()
    member.world.ready()
    member.world.plant([listed(MANY + 1)])
    member.holds(*HELD, f"fia-many-{MANY + 3}", f"fia-many-{MANY + 1}")


def test_a_hub_that_hangs_is_noticed_while_a_poll_waits(member: Member) -> None:
    """Its connection stays open, and no answer is due for four minutes."""
    until(lambda: member.seen().get("trouble") == "", "the puller is level and waits")
    with member.world.run.frozen("hub", "edge"):
        until(lambda: member.seen().get("trouble") == "SenderAway", "the puller says that the hub is away")
    until(lambda: member.seen().get("trouble") == "", "the hub is heard again")


def test_a_store_that_is_an_older_copy_is_brought_level_again(member: Member) -> None:
    """Its cursor is of no page that the hub still knows, and it does not know of what it was given since."""
    before = member.held()
    member.stop()
    database = sqlite3.connect(member.folder / "records.db")
    with database:
        database.execute("UPDATE sync_cursor SET sequence = 9, chain = ?", (bytes([7]) * 32,))
    database.close()
    member.world.plant([listed(MANY + 4)])
    member.start()
    member.holds(*before, f"fia-many-{MANY + 4}")


def test_killed_in_the_middle_it_loses_nothing_and_doubles_nothing(member: Member) -> None:
    member.stop()
    for start in range(0, MANY, 300):
        member.world.plant([listed(number) for number in range(start, start + 300)])
    wanted = {*HELD, *(f"fia-many-{number}" for number in (*range(MANY), MANY + 1, MANY + 3, MANY + 4))}
    before, kills = len(member.held()), 0
    while before < len(wanted):
        member.start()
        until(lambda least=before: len(member.held()) > least, "more is held")  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        member.kill()
        before, kills = len(member.held()), kills + 1
    assert kills > 1, "it was killed before it had everything"
    member.start()
    member.holds(*wanted)


def test_a_receiver_that_the_hub_pauses_still_erases_by_order(member: Member) -> None:
    hub, before = member.world.files.hub.folder, member.held()
    gone, late = listed(MANY + 7), listed(MANY + 8)
    member.world.plant([gone])
    member.holds(*before, gone.record_id)
    pause_receiver(hub, member.agency, paused=True)
    try:
        member.world.plant([make.expunged(gone), late])
        until(lambda: receipts(member).get(gone.record_name) == ERASED, "the order is carried out and receipted")
        until(lambda: member.seen().get("trouble") == "PEER_PAUSED", "the puller says that it is paused")
        member.holds(*before)
    finally:
        pause_receiver(hub, member.agency, paused=False)
    member.holds(*before, late.record_id)


@pytest.mark.parametrize("step", dying_syncer.STEPS)
def test_killed_at_any_step_of_a_page_it_has_no_page_that_its_log_has_not(member: Member, step: str) -> None:
    """What the logs of both say is held against each other at the end."""
    member.kill()
    entry = listed(LATER + dying_syncer.STEPS.index(step))
    member.world.plant([entry])
    member.world.run.start("dying", "-m", "tests.e2e.dying_syncer", step, str(member.folder))
    until(lambda: member.world.run["dying"].poll() is not None, "it has ended itself")
    assert member.world.run.stop("dying") == -signal.SIGKILL
    assert (entry.record_id in member.held()) == (step in ("kept", "acked"))
    member.start()
    until(lambda: member.held().get(entry.record_id) == 1, "it is held")


def anchored(member: Member) -> int:
    """Size of the member's log that the hub was told last, by the hub's own file."""
    database = sqlite3.connect(f"file:{member.world.files.hub.folder / 'exchange.db'}?mode=ro", uri=True)
    try:
        return sum(size for (size,) in database.execute("SELECT size FROM anchored_head WHERE agency = ?", (CUSTOMS,)))
    finally:
        database.close()


def test_the_logs_of_both_nodes_tell_the_same_of_every_page(member: Member, tmp_path: Path) -> None:
    until(lambda: anchored(member) > 0, "the hub was told how far the member's log has grown")
    until(lambda: read_posts(member.folder), "the member was told what was counted at its posts")
    member.kill()
    hub, own = copies(member, tmp_path)
    found = compare(hub, own)
    assert found.agree, [each for each in found.findings if each.fails]
    acked, taken = {each.digest for each in hub.acked}, {each.digest for each in own.taken}
    assert acked <= taken
    assert len(taken & {each.digest for each in hub.given}) == found.agreed >= len(acked) > 0
    code, said = told(member, (tmp_path / "hub", tmp_path / "member"))
    assert (code, said["agreed"], [log["agency"] for log in said["logs"]]) == (0, found.agreed, [HUB, CUSTOMS])
    assert found.heads >= 1
    assert said["logs"][1]["anchored"] > 0
    path = next(each for each in (tmp_path / "member" / "tile" / "entries").rglob("*") if each.is_file())
    raw = path.read_bytes()
    path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert told(member, (tmp_path / "hub", tmp_path / "member")) == (1, ""), "a leaf that the head does not cover"
