"""SubmitPage on a real store: what goes in, what is refused by name, and that nothing happens twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest

from services.access.errors import CaseNotYours, InvalidArgument, PolicyDenied, PurposeUnfit
from services.records import wire
from services.records.app.checked import PART
from services.records.errors import NotOwner, PageInvalid, PageOutOfOrder, RequestIdReused
from services.records.rows import FeedLine
from services.signing.page import FIRST, parse_page_header, verify_version
from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    case_file,
    court,
    custody,
    expunged,
    following,
    listing,
    man,
    party,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, Node, Place, caller, keeper

RECORD = f"agencies/{POLICE}/records/"


async def feed(node: Node) -> list[FeedLine]:
    async with node.context.store.snapshot() as view:
        return await view.feed(0, 1000)


class TestPages:
    def test_a_page_goes_in_and_the_answer_says_so(self, node: Node) -> None:
        async def run() -> None:
            page = node.page(POLICE, [case_file(), party()])
            answer = await node.send(page, POLICE)
            assert (answer.accepted, answer.unchanged, answer.refused) == (2, 0, ())
            assert (answer.page_number, answer.chain_sha256) == (1, sha256(page.header).digest())
            assert [line.seq for line in await feed(node)] == [1, 2]
            assert node.trail.records == [RECORD + "file/versions/1", RECORD + "party/versions/1"]
            assert (node.trail.feed, node.trail.feed_page) == ("records", 1)
            assert node.trail.feed_chain_sha256 == answer.chain_sha256

        asyncio.run(run())

    def test_in_a_long_page_each_version_keeps_its_own_place_and_proof(self, node: Node) -> None:
        """Also past the part of a page that is judged in one go."""
        odd = (3, 2 * PART + 7)

        async def run() -> None:
            page = node.page(
                POLICE, [case_file(), *(party(f"p{n}", role="" if n in odd else "ACCUSED") for n in range(1, 260))]
            )
            answer = await node.send(page, POLICE)
            assert answer.accepted == 258
            assert [(each.index, each.record_id, each.rule) for each in answer.refused] == [
                (n, f"p{n}", "required") for n in odd
            ]
            for line in await feed(node):
                async with node.context.store.snapshot() as view:
                    [row] = await view.bodies([line.seq])
                salt, raw = page.leaves[row.leaf]
                nodes = [row.path[at : at + 32] for at in range(0, len(row.path), 32)]
                verify_version(parse_page_header(page.header), raw, row.leaf, salt, nodes)
                assert row.sha256 == sha256(raw).digest()

        asyncio.run(run())

    def test_the_same_page_again_is_answered_as_before_and_adds_nothing(self, node: Node) -> None:
        async def run() -> None:
            page = node.page(POLICE, [case_file(), party()])
            first = await node.send(page, POLICE, "request-a")
            assert await node.send(page, POLICE, "request-a") == first
            assert node.trail.records == []
            assert await node.send(page, POLICE, "request-b") == first
            assert await node.send(page, POLICE, "request-b") == first
            assert len(await feed(node)) == 2

        asyncio.run(run())

    def test_an_old_page_is_answered_as_before_even_when_others_followed(self, node: Node) -> None:
        async def run() -> None:
            first = node.page(POLICE, [case_file()])
            answer = await node.send(first, POLICE)
            await node.send(node.page(POLICE, [party()]), POLICE)
            assert await node.send(first, POLICE, "request-late") == answer

        asyncio.run(run())

    def test_a_request_id_is_bound_to_its_body_and_its_agency(self, node: Node) -> None:
        async def run() -> None:
            await node.send(node.page(POLICE, [case_file()]), POLICE, "request-a")
            with pytest.raises(RequestIdReused):
                await node.send(node.page(POLICE, [party()]), POLICE, "request-a")
            await node.send(node.page(FIA, [party(agency=FIA)]), FIA, "request-a")
            assert len(await feed(node)) == 2

        asyncio.run(run())

    @pytest.mark.parametrize("request_id", ["short", "x" * 65, "nön-ascii", "line\nbreak"])
    def test_a_request_id_has_a_form(self, node: Node, request_id: str) -> None:
        with pytest.raises(InvalidArgument) as refused:
            asyncio.run(node.send(node.page(POLICE, [case_file()]), POLICE, request_id))
        assert refused.value.violations[0].rule == "request-id"

    def test_pages_come_in_order_and_the_refusal_names_the_next(self, node: Node) -> None:
        async def run() -> None:
            await node.send(node.page(POLICE, [case_file()]), POLICE)
            with pytest.raises(PageOutOfOrder) as refused:
                await node.send(node.page(POLICE, [party()], page_number=5), POLICE)
            assert refused.value.violations[0].text == "expected page 2"
            with pytest.raises(PageOutOfOrder) as refused:
                await node.send(node.page(POLICE, [party()], previous_sha256=bytes(range(32))), POLICE)
            assert refused.value.violations[0].rule == "page-chain"
            with pytest.raises(PageOutOfOrder):
                await node.send(node.page(POLICE, [party("other")], page_number=1, previous_sha256=FIRST), POLICE)
            assert len(await feed(node)) == 1

        asyncio.run(run())

    def test_each_agency_and_feed_counts_for_itself(self, node: Node) -> None:
        async def run() -> None:
            await node.send(node.page(POLICE, [case_file()]), POLICE)
            await node.send(node.page(FIA, [party(agency=FIA)]), FIA)
            other = node.page(POLICE, [party()], feed="corrections", page_number=1, previous_sha256=FIRST)
            assert (await node.send(other, POLICE)).page_number == 1

        asyncio.run(run())


class TestWholePageRefused:
    def test_another_agencys_page(self, node: Node) -> None:
        with pytest.raises(NotOwner):
            asyncio.run(node.send(node.page(FIA, [party(agency=FIA)]), POLICE, who=keeper(POLICE)))

    def test_a_key_of_another_agency(self, node: Node) -> None:
        page = node.page(FIA, [party()], agency=POLICE)
        with pytest.raises(PageInvalid) as refused:
            asyncio.run(node.send(page, POLICE))
        assert refused.value.violations[0].field == "header.header.kid"

    def test_a_changed_signature_leaf_or_salt(self, node: Node) -> None:
        page = node.page(POLICE, [case_file(), party()])
        salt, raw = page.leaves[0]
        broken = {
            "header.signature": replace(page, signature=bytes(64)),
            "header.header.root": replace(page, leaves=((bytes(16), raw), page.leaves[1])),
            "leaves[0].salt": replace(page, leaves=((b"short", raw), page.leaves[1])),
            "header.header.count": replace(page, leaves=((salt, raw),)),
        }
        for field, changed in broken.items():
            with pytest.raises(PageInvalid) as refused:
                asyncio.run(node.send(changed, POLICE))
            assert refused.value.violations[0].field in (field, "header.header.root"), field
        assert asyncio.run(feed(node)) == []

    @pytest.mark.parametrize(
        ("field", "place"),
        [("audience", Place(audience="pk.other")), ("federation_id", Place(federation_id=bytes(32)))],
    )
    def test_a_page_for_somebody_else(self, node: Node, field: str, place: Place) -> None:
        page = node.page(POLICE, [case_file()], **place)
        with pytest.raises(PageInvalid) as refused:
            asyncio.run(node.send(page, POLICE))
        assert refused.value.violations[0].field == f"header.header.{field}"

    def test_a_revoked_key(self, node: Node) -> None:
        registry = node.federation.registry
        page = node.page(POLICE, [case_file()])
        kid = node.federation.page_keys[POLICE].kid
        row = replace(registry.keys[kid], revoked_ms=NOW_MS - 1)
        node.federation = replace(node.federation, registry=replace(registry, keys={**registry.keys, kid: row}))
        with pytest.raises(PageInvalid) as refused:
            asyncio.run(node.send(page, POLICE))
        assert refused.value.violations[0].rule == "page-key"

    def test_whoever_may_not_submit(self, node: Node) -> None:
        page = node.page(POLICE, [case_file()])
        for who, error in (
            (caller(), CaseNotYours),
            (replace(keeper(POLICE), query_class="IDENTITY", second_basis="NADRA"), PolicyDenied),
            (replace(keeper(POLICE), roles=frozenset({"INVESTIGATOR"})), PurposeUnfit),
        ):
            with pytest.raises(error):
                asyncio.run(node.send(page, POLICE, who=who))
        assert asyncio.run(feed(node)) == []


class TestVersionsRefused:
    def refusal(self, node: Node, *versions: RecordVersion | bytes) -> tuple[int, str, str]:
        async def run() -> tuple[int, str, str]:
            answer = await node.send(node.page(POLICE, [*versions, case_file("sound")]), POLICE)
            assert answer.accepted == len(versions)
            [refused] = answer.refused
            return refused.index, refused.field, refused.rule

        return asyncio.run(run())

    def test_bytes_that_are_no_version(self, node: Node) -> None:
        assert self.refusal(node, b"\xff\xff\xff")[2] == "malformed"

    def test_an_unknown_field(self, node: Node) -> None:
        raw = wire.encode(party()) + b"\xfa\x3f\x01x"
        assert self.refusal(node, raw)[1:] == ("#1023", "unknown-field")

    def test_another_owners_version(self, node: Node) -> None:
        assert self.refusal(node, party(agency=FIA)) == (0, "agency", "other-owner")

    def test_a_date_in_the_future(self, node: Node) -> None:
        assert self.refusal(node, party(valid_from="2199-01-01"))[1:] == ("valid_from", "date-in-future")

    def test_a_gap_in_the_numbers(self, node: Node) -> None:
        assert self.refusal(node, replace(party(), version=2, previous_sha256=bytes(32)))[2] == "version-order"

    def test_a_wrong_previous_digest(self, node: Node) -> None:
        second = replace(following(party()), previous_sha256=bytes(32))
        assert self.refusal(node, party(), second) == (1, "previous_sha256", "previous-digest")

    def test_a_changed_kind(self, node: Node) -> None:
        second = following(party(), kind="CUSTODY_EVENT", body=custody("x", "ARREST", "2020-05-03").body)
        assert self.refusal(node, party(), second)[2] == "kind-changed"

    def test_an_impossible_order_within_the_agencys_own_papers(self, node: Node) -> None:
        """Released before admission: the release is refused, the admission goes in."""
        admitted = custody("in", "ADMISSION", "2020-06-01")
        released = custody("out", "RELEASE", "2020-05-01", reason="BAIL")
        assert self.refusal(node, admitted, released)[2] == "release-before-admission"

    def test_two_words_for_one_version_are_equivocation(self, node: Node) -> None:
        async def run() -> None:
            await node.put(party())
            answer = await node.send(node.page(POLICE, [party(valid_from="2020-05-03")]), POLICE)
            [refused] = answer.refused
            assert (refused.rule, refused.field) == ("equivocation", "version")
            assert node.trail.alarms == [f"equivocation:{RECORD}party/versions/1"]

        asyncio.run(run())

    def test_an_expunged_record_takes_no_further_version(self, node: Node) -> None:
        async def run() -> None:
            gone = expunged(party())
            await node.put(party(), gone)
            answer = await node.send(node.page(POLICE, [following(gone, status="ACTIVE")]), POLICE)
            assert answer.refused[0].rule in ("expunged", "required", "role-without-subject")
            again = following(replace(party(), version=2), previous_sha256=sha256(wire.encode(gone)).digest())
            answer = await node.send(node.page(POLICE, [again]), POLICE)
            assert answer.refused[0].rule == "expunged"

        asyncio.run(run())

    def test_refused_versions_are_kept_with_their_reason_and_the_feed_moves_on(self, node: Node) -> None:
        async def run() -> None:
            answer = await node.send(node.page(POLICE, [party(), party("bad", valid_from="2199-01-01")]), POLICE)
            assert (answer.accepted, len(answer.refused)) == (1, 1)
            async with node.context.store.snapshot() as view:
                [kept] = await view.quarantined(POLICE, 10)
                assert (kept.leaf, kept.record_id, kept.rule) == (1, "bad", "date-in-future")
                assert (await view.feed_head(POLICE, "records")) == (1, answer.chain_sha256)
            await node.put(case_file())

        asyncio.run(run())

    def test_what_is_held_already_is_unchanged(self, node: Node) -> None:
        async def run() -> None:
            first, second = party(), following(party(), valid_from="2020-05-03")
            await node.put(first, second)
            answer = await node.send(node.page(POLICE, [second, first, case_file()]), POLICE)
            assert (answer.accepted, answer.unchanged, answer.refused) == (1, 2, ())
            assert len(await feed(node)) == 3

        asyncio.run(run())


class TestFlags:
    def test_a_doubt_about_ones_own_papers_is_told(self, node: Node) -> None:
        async def run() -> None:
            [answer] = await node.put(
                case_file(), custody("a", "ARREST", "2020-05-03"), custody("p", "PRODUCTION", "2020-05-09")
            )
            [flag] = answer.flags
            assert (flag.rule, flag.version) == ("production-after-24h", RECORD + "p/versions/1")
            async with node.context.store.snapshot() as view:
                assert ("p", "production-after-24h", 1) in await view.flags_of_agency(POLICE, 10)

        asyncio.run(run())

    def test_a_doubt_that_only_both_agencies_papers_show_is_kept_for_the_owner(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), custody("a", "ARREST", "2020-05-03"))
            [answer] = await node.put(custody("p", "PRODUCTION", "2020-05-09", agency=PRISONS))
            assert answer.flags == ()
            async with node.context.store.snapshot() as view:
                assert ("p", "production-after-24h", 1) in await view.flags_of_agency(PRISONS, 10)

        asyncio.run(run())

    def test_a_list_entry_without_authority_is_stored_and_flagged(self, node: Node) -> None:
        async def run() -> None:
            [answer] = await node.put(listing(authority=""))
            assert [flag.rule for flag in answer.flags] == ["list-entry-without-authority"]

        asyncio.run(run())

    def test_a_conviction_before_the_act_told_by_two_agencies_is_no_refusal(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            [answer] = await node.put(court("c", "CONVICTION", "2019-01-01", agency=PRISONS))
            assert answer.refused == ()
            assert answer.flags == ()
            async with node.context.store.snapshot() as view:
                assert ("c", "conviction-before-act", 1) in await view.flags_of_agency(PRISONS, 10)

        asyncio.run(run())


def test_thirteen_records_of_five_agencies_go_in(node: Node) -> None:
    async def run() -> None:
        for number in range(3):
            await node.put(*man(number))
        lines = await feed(node)
        assert [line.seq for line in lines] == list(range(1, 40))

    asyncio.run(run())


def test_withdrawing_ends_a_record_and_it_can_come_back(node: Node) -> None:
    async def run() -> None:
        gone = withdrawn(party())
        await node.put(case_file(), party(), gone)
        assert (await node.search(caller())).matches == ()
        await node.put(following(gone, status="CORRECTED", status_note=""))
        assert len((await node.search(caller())).matches) == 1

    asyncio.run(run())
