"""Another node's records taken page by page: each once, in one transaction with the cursor, never laxer than given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.decision import RecordClass
from services.records import wire
from services.records.app.copies_aside import kept_aside, let_go
from services.records.app.copying import ACCEPTED, CursorMoved, FeedStopped, begin_anew, stop
from services.values.copies import AsideItem
from services.values.records import RecordVersion
from tests.fakes.copies_sender import HUB, CopiesSender, with_versions
from tests.fakes.copying import apply, cursor, held, pull
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    case_file,
    custody,
    event,
    expunged,
    fir,
    following,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, open_node

PARTY = f"agencies/{POLICE}/records/party"
FILE = f"agencies/{POLICE}/records/file"

SECOND = case_file("second", officers=("pp-8",), case_references=(fir(600),))
OTHER = caller(officer="pp-8", case_key=fir(600).key)
"""An officer of another case of the police."""


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    """A node that takes what the other gives."""
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def sender(node: Node) -> CopiesSender:
    return CopiesSender(node)


async def submit(node: Node, *versions: RecordVersion) -> None:
    """Submit versions of one agency to a node itself, in a stream of pages that the other does not have."""
    agency = versions[0].agency
    answer = await node.send(node.page(agency, versions, feed="own"), agency)
    assert not answer.refused


class TestTaking:
    async def test_copies_are_as_at_the_sender_and_prove_their_owner(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party(), custody("arrest", "ARREST", "2020-05-03"), listing(agency=FIA))
        taken = await pull(member, sender)
        assert [len(each.written) for each in taken] == [4]
        assert await held(member) == await held(node)
        theirs, here = await node.record(caller(), PARTY), await member.record(caller(), PARTY)
        assert here.version is not None
        assert theirs.version is not None
        assert (here.version.version, here.version.proof) == (theirs.version.version, theirs.version.proof)
        assert here.page == theirs.page

    async def test_a_history_is_as_policy_has_it_at_either_node(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), SECOND, party(), custody("arrest", "ARREST", "2020-05-03"), listing(agency=FIA))
        await pull(member, sender)
        assert (await node.history(OTHER)).versions
        for who in (caller(), OTHER):
            theirs, here = await node.history(who), await member.history(who)
            assert [entry.text for entry in here.timeline] == [entry.text for entry in theirs.timeline]
            assert [each.version for each in here.versions] == [each.version for each in theirs.versions]

    async def test_only_the_version_in_force_travels_and_replaces_what_is_held(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        first = party()
        await node.put(case_file(), first)
        await pull(member, sender)
        second = following(first, source_grade="B")
        third = following(second, source_grade="C")
        await node.put(second, third)
        (taken,) = await pull(member, sender)
        assert taken.written == (f"{PARTY}/versions/3",)
        assert (await held(member))[PARTY] == (await held(node))[PARTY]
        listed = await member.versions(caller(), PARTY)
        assert [wire.decode_version(each.version).version for each in listed.versions] == [1, 3]

    async def test_a_page_that_does_not_start_at_the_cursor_changes_nothing(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        await apply(member, page)
        before = await held(member), await cursor(member, HUB)
        with pytest.raises(CursorMoved):
            await apply(member, page)
        assert (await held(member), await cursor(member, HUB)) == before

    async def test_pages_of_one_owners_page_share_its_header_and_small_pages_come_to_the_same(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party(), *(custody(f"c{n}", "ARREST", "2020-05-03") for n in range(5)))
        assert len(await pull(member, sender, limit=2)) == 4
        assert await held(member) == await held(node)
        async with member.context.store.snapshot() as view:
            pages = {row.page for row in await view.bodies(range(1, 8))}
        assert len(pages) == 1

    async def test_an_unknown_field_rides_along_byte_for_byte(
        self, node: Node, member: Node, sender: CopiesSender, known: Federation
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        raw = page.versions[1].version + bytes([0xFA, 0x7F, 1, 65])
        await apply(member, with_versions(page, page.versions[0], page.versions[1]._replace(version=raw)))
        assert PARTY in await held(member)
        shown = (await member.record(caller(), PARTY)).version
        assert shown is not None
        assert shown.version == raw


class TestProtection:
    async def test_a_copy_is_protected_by_papers_that_are_not_held(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        """The court's order is not given: the sender's judgment of what it hides is."""
        sender.may = lambda klass: klass.kind != "PROTECTION_ORDER"
        await node.put(case_file(), SECOND, party())
        await pull(member, sender)
        assert (await member.history(OTHER)).versions
        await node.put(order("seal", "SEALED"))
        await pull(member, sender)
        assert json.loads((await held(member))[PARTY][1])["sealed"]
        assert await held(member) == {name: line for name, line in (await held(node)).items() if "seal" not in name}
        assert not (await member.history(OTHER)).versions

    async def test_it_stays_so_when_a_neighbour_comes_and_is_lifted_when_the_sender_says_so(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        sender.may = lambda klass: klass.kind != "PROTECTION_ORDER"
        sealed = order("seal", "SEALED")
        await node.put(case_file(), party(), sealed)
        await pull(member, sender)
        await node.put(custody("arrest", "ARREST", "2020-05-03"))
        await pull(member, sender)
        assert json.loads((await held(member))[PARTY][1])["sealed"]
        await node.put(withdrawn(sealed))
        await pull(member, sender)
        assert not json.loads((await held(node))[PARTY][1])["sealed"]
        assert not json.loads((await held(member))[PARTY][1])["sealed"]

    async def test_what_is_held_here_protects_though_the_sender_does_not_know_of_it(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await submit(member, order("seal", "SEALED"))
        await node.put(case_file(), party())
        await pull(member, sender)
        assert not json.loads((await held(node))[PARTY][1])["sealed"]
        assert json.loads((await held(member))[PARTY][1])["sealed"]

    @pytest.mark.parametrize(
        ("klass", "rule"),
        [
            ("{}", "unknown-class"),
            ("", "unknown-class"),
            ("[" * 5000, "unknown-class"),
            ('{"new":true}', "unknown-class"),
        ],
    )
    async def test_a_class_that_is_not_known_waits(
        self, node: Node, member: Node, sender: CopiesSender, klass: str, rule: str
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        await apply(member, with_versions(page, *(each._replace(klass=klass) for each in page.versions)))
        assert await held(member) == {}
        assert [each.rule for each in await kept_aside(member.context, HUB, (0, 0), 9)] == [rule, rule]

    async def test_a_class_of_another_record_is_refused(self, node: Node, member: Node, sender: CopiesSender) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        file, man = page.versions
        await apply(member, with_versions(page, file, man._replace(klass=file.klass)))
        assert set(await held(member)) == {FILE}
        (kept,) = await kept_aside(member.context, HUB, (0, 0), 9)
        assert (kept.rule, kept.record, kept.item) == ("class-of-another", PARTY, man.item)


class TestEnding:
    async def test_what_may_be_held_no_more_is_erased_and_may_come_again(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party(subject=person(name="Zafar Uniquename")))
        await pull(member, sender)

        def not_the_man(klass: RecordClass) -> bool:
            return klass.kind != "PARTY"

        sender.may = not_the_man
        await node.put(following(party(subject=person(name="Zafar Uniquename")), source_grade="B"))
        (ended,) = await pull(member, sender)
        assert (ended.ended, ended.written) == (1, ())
        assert set(await held(member)) == {FILE}
        assert not (await member.history(caller())).versions
        async with member.context.store.snapshot() as view:
            assert await view.keys_due() == [], "the key is destroyed before it is told"
        sender.may = lambda _klass: True
        await node.put(custody("arrest", "ARREST", "2020-05-03"))
        await begin_anew(member.context, HUB, "records")
        sender.epoch += 1
        await pull(member, sender)
        assert await held(member) == await held(node)
        assert (await member.record(caller(), PARTY)).version is not None

    async def test_the_same_version_may_come_again(self, node: Node, member: Node, sender: CopiesSender) -> None:
        await node.put(case_file(), party())
        for turn in range(3):
            sender.may = lambda klass: klass.kind != "PARTY"
            await begin_anew(member.context, HUB, "records")
            sender.epoch += 1
            await pull(member, sender)
            assert set(await held(member)) == {FILE}, turn
            sender.may = lambda _klass: True
            await begin_anew(member.context, HUB, "records")
            sender.epoch += 1
            await pull(member, sender)
            assert await held(member) == await held(node), turn
            assert (await member.record(caller(), PARTY)).version is not None

    async def test_a_snapshot_ends_what_it_does_not_bring(self, node: Node, member: Node, sender: CopiesSender) -> None:
        await node.put(case_file(), party(), *(custody(f"c{n}", "ARREST", "2020-05-03") for n in range(4)))
        await pull(member, sender)
        sender.may, sender.epoch = (lambda klass: klass.kind == "CASE_FILE"), 2
        sender.given.clear()
        await begin_anew(member.context, HUB, "records")
        await pull(member, sender, limit=2)
        assert set(await held(member)) == {FILE}

    async def test_what_another_gives_too_stays_and_the_nodes_own_is_nobodys_copy(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party())
        await submit(member, case_file())
        other = CopiesSender(node, peer="pk.fia")
        await pull(member, sender)
        await pull(member, other)
        for each in (sender, other):
            each.may = lambda _klass: False
            each.epoch += 1
            await begin_anew(member.context, each.peer, "records")
            await pull(member, each)
            assert set(await held(member)) == ({FILE, PARTY} if each is sender else {FILE})

    async def test_an_expunged_record_takes_nothing_ever_again(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        first = party()
        await node.put(case_file(), first)
        early = await sender.page(await cursor(member, HUB))
        await pull(member, sender)
        gone = expunged(first)
        await submit(member, gone)
        assert PARTY not in await held(member)
        again = early.versions[1]
        late = replace(await sender.page(await cursor(member, HUB)), versions=(again,), count=1)
        late = replace(late, after=late.after._replace(sequence=99, chain=bytes(31) + b"x"), head=99)
        taken = await apply(member, late)
        assert (taken.written, taken.older) == ((), 1)
        later = following(first, source_grade="C", version=7)
        page = node.page(POLICE, [later])
        forged = again._replace(version=page.leaves[0][1], leaf=0)
        late = replace(late, before=late.after, after=late.after._replace(sequence=100), versions=(forged,), head=100)
        assert (await apply(member, late)).aside == 1
        (kept,) = await kept_aside(member.context, HUB, (0, 0), 9)
        assert (kept.rule, kept.item) == ("expunged", b""), "the reason alone is kept"

    async def test_an_expunged_version_erases_the_copy_and_what_is_aside_of_it(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        first = party()
        await node.put(case_file(), first)
        page = await sender.page(await cursor(member, HUB))
        other = following(first, version=1, previous_sha256=b"", status="ACTIVE", source_grade="C")
        twice = page.versions[1]._replace(version=wire.encode(other), item=b"equivocal")
        await apply(member, with_versions(page, *page.versions, twice))
        assert [each.item for each in await kept_aside(member.context, HUB, (0, 0), 9)] == [b"equivocal"]
        await submit(member, expunged(first))
        assert [each.item for each in await kept_aside(member.context, HUB, (0, 0), 9)] == [b""]
        async with member.context.store.snapshot() as view:
            assert await view.keys_due() == []


class TestAside:
    async def test_equivocation_is_kept_aside_and_alarmed(self, node: Node, member: Node, sender: CopiesSender) -> None:
        first = party()
        await node.put(case_file(), first)
        page = await sender.page(await cursor(member, HUB))
        other = replace(first, source_grade="C")
        copied = page.versions[1]
        taken = await apply(
            member,
            with_versions(page, *page.versions, copied._replace(version=wire.encode(other), item=b"other")),
        )
        assert taken.alarms == (f"equivocation:{PARTY}/versions/1",)
        assert (await member.record(caller(), PARTY)).version is not None
        (kept,) = await kept_aside(member.context, HUB, (0, 0), 9)
        assert (kept.rule, kept.item, kept.header) == ("equivocation", b"other", copied.page.header)

    async def test_two_headers_of_one_page_number_are_equivocation(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        file, man = page.versions
        other = man.page._replace(sha256=bytes(32), header=b"another")
        taken = await apply(member, with_versions(page, file, man._replace(page=other)))
        assert taken.alarms == (f"equivocation:page:{POLICE}",)
        assert set(await held(member)) == {FILE}

    async def test_one_unfit_item_is_kept_aside_and_the_rest_goes_in(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        file, man = page.versions
        await apply(member, with_versions(page, file, man._replace(version=b"\xff")))
        assert set(await held(member)) == {FILE}
        (kept,) = await kept_aside(member.context, HUB, (0, 0), 9)
        assert (kept.rule, kept.item, kept.sequence) == ("malformed", man.item, man.sequence)
        await let_go(member.context, [kept.place])
        assert await kept_aside(member.context, HUB, (0, 0), 9) == []

    async def test_more_stops_the_feed_and_nothing_of_the_page_is_taken(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party(), event("step", "CHALLAN_FINAL", "2020-05-14"))
        page = await sender.page(await cursor(member, HUB))
        file, man, step = page.versions
        bad = with_versions(page, file, man._replace(version=b"\xff"), step._replace(version=b"\xff"))
        for _ in range(2):
            with pytest.raises(FeedStopped) as stopped:
                await apply(member, bad)
            assert stopped.value.rule == "malformed"
            assert await held(member) == {}
        assert (await cursor(member, HUB)) == page.before
        await stop(member.context, HUB, "records", ACCEPTED)
        assert (await apply(member, bad)).aside == 2
        assert set(await held(member)) == {FILE}
        assert (await cursor(member, HUB)) == page.after

    async def test_what_waits_for_a_newer_program_stops_nothing(
        self, node: Node, member: Node, sender: CopiesSender
    ) -> None:
        await node.put(case_file(), party())
        page = await sender.page(await cursor(member, HUB))
        waiting = tuple(AsideItem(90 + n, bytes([n]), "item", "unknown-kind", waits=True) for n in range(9))
        taken = await apply(member, replace(page, aside=waiting, count=11))
        assert (taken.aside, len(taken.written)) == (9, 2)
        assert [each.item for each in await kept_aside(member.context, HUB, (0, 0), 99)] == [
            bytes([n]) for n in range(9)
        ]
