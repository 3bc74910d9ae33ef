"""Search and its gates on a real store, decided by the decision table."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

import pytest

from services.access.errors import (
    BreakGlassInvalid,
    CaseNotYours,
    InvalidArgument,
    NotFound,
    OwnOrKin,
    PageTokenInvalid,
    PurposeUnfit,
    Refused,
)
from services.access.kin import kin_digest
from services.records import wire
from services.records.app.hits import record_of
from services.records.sealing import SealBroken
from services.values.records import CaseReference, Identifier, SearchRequest, Selector
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    cnic,
    fir,
    following,
    listing,
    order,
    party,
    person,
)
from tests.fakes.records_node import NOW_MS, Node, caller
from tests.integration.records.asking import CHECKPOINT, ENQUIRY, enquiry_file, name


class TestSearch:
    def test_an_investigator_finds_other_agencies_records(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), party("fia", agency=FIA))
            found = await node.search(caller())
            assert [match.owner for match in found.matches] == [FIA, POLICE]
            assert found.matches[1].version == f"agencies/{POLICE}/records/party/versions/1"
            assert found.matches[1].case_key == f"FIR:{fir().key}"
            assert found.matches[1].grade == "A1"
            assert found.hits == ()
            assert node.trail.records == [match.version for match in found.matches]
            assert node.trail.case_state == "RESOLVED"
            assert len(node.trail.selectors) == 1

        asyncio.run(run())

    def test_nothing_there_is_an_empty_answer(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file())
            assert wire.encode(await node.search(caller(), cnic(77))) == b""

        asyncio.run(run())

    def test_the_same_number_on_another_card_is_the_same_person(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            request = SearchRequest(Selector(Identifier("NICOP", "35202-1234567-1")))
            from services.records.app.search import search

            found = await search(node.context, node.inquiry(caller()), request, node.federation.registry)
            assert len(found.matches) == 1

        asyncio.run(run())

    def test_an_enquiry_gives_hits_with_the_owners_desk_and_nothing_else(self, node: Node) -> None:
        async def run() -> None:
            await node.put(enquiry_file(), case_file(), party())
            who = caller(FIA, "fia-1", **ENQUIRY)
            found = await node.search(who)
            assert found.matches == ()
            [hit] = found.hits
            assert (hit.owner, hit.owner_name) == (POLICE, "Punjab Police")
            assert hit.desk is not None
            assert hit.action is None
            assert node.trail.records == []
            assert record_of(node.context, who, hit.handle) > 0
            with pytest.raises(SealBroken):
                record_of(node.context, caller(SINDH), hit.handle)

        asyncio.run(run())

    def test_a_checkpoint_gets_the_action_and_no_biography(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), listing(agency=FIA))
            found = await node.search(caller(CUSTOMS, "cu-1", **CHECKPOINT))
            assert found.matches == ()
            [hit] = found.hits
            assert hit.action is not None
            assert (hit.action.action, hit.action.authority) == ("PREVENT_EXIT", "MoI order 7 of 2021")
            assert node.trail.withheld[FIA, "ungranted"] == 1

        asyncio.run(run())

    @pytest.mark.parametrize("more", [{"expires": "2022-01-01"}, {"cancelled": "2022-01-01"}, {"authority": ""}])
    def test_a_list_entry_out_of_force_or_without_authority_does_not_act(self, node: Node, more: Force) -> None:
        async def run() -> None:
            await node.put(listing(agency=FIA, **more))
            assert (await node.search(caller(CUSTOMS, "cu-1", **CHECKPOINT))).hits == ()

        asyncio.run(run())

    def test_a_child_at_a_checkpoint_is_a_call_to_the_desk(self, node: Node) -> None:
        async def run() -> None:
            child = person(born="2010-01-01")
            await node.put(listing(agency=FIA, subject=child))
            found = await node.search(caller(CUSTOMS, "cu-1", **CHECKPOINT))
            [hit] = found.hits
            assert hit.action is not None
            assert (hit.action.action, hit.action.authority) == ("CHILD", "")

        asyncio.run(run())

    def test_pages_go_through_all_and_then_end(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), *[party(f"p{n}") for n in range(7)])
            seen, token = [], ""
            while True:
                page = await node.search(caller(), page_size=3, page_token=token)
                seen += [match.version for match in page.matches]
                token = page.next_page_token
                if not token:
                    break
                assert len(page.matches) == 3
            assert seen == [f"agencies/{POLICE}/records/p{n}/versions/1" for n in range(7)]

        asyncio.run(run())

    def test_a_page_token_is_for_one_caller_query_and_registry(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), *[party(f"p{n}") for n in range(4)])
            token = (await node.search(caller(), page_size=2)).next_page_token
            assert len(token) < 512
            for who, number in ((caller(officer="pp-8"), CNIC), (caller(), cnic(5))):
                with pytest.raises((PageTokenInvalid, CaseNotYours)):
                    await node.search(who, number, page_size=2, page_token=token)
            with pytest.raises(PageTokenInvalid):
                await node.search(caller(), page_token=("A" if token[0] != "A" else "B") + token[1:])
            with pytest.raises(PageTokenInvalid):
                await node.search(caller(), page_token="x" * 600)
            with pytest.raises(PageTokenInvalid):
                await node.versions(caller(), name(party("p0")), page_token=token)
            registry = replace(node.federation.registry, version=2)
            node.federation = replace(node.federation, registry=registry)
            with pytest.raises(PageTokenInvalid):
                await node.search(caller(), page_size=2, page_token=token)

        asyncio.run(run())

    def test_a_page_token_from_before_the_seal_shows_nothing_of_it(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), *[party(f"p{n}", agency=FIA) for n in range(4)])
            token = (await node.search(caller(), page_size=2)).next_page_token
            await node.put(order("seal", "SEALED"))
            assert (await node.search(caller(), page_size=2, page_token=token)).matches == ()

        asyncio.run(run())

    @pytest.mark.parametrize(("kind", "value"), [("", "x"), ("CNIC", "123"), ("NAME_KEY", "x"), ("PHONE", "3.5E+12")])
    def test_a_malformed_number_is_named_by_field_and_rule(self, node: Node, kind: str, value: str) -> None:
        from services.records.app.search import search

        request = SearchRequest(Selector(Identifier(kind, value)))
        with pytest.raises(InvalidArgument) as refused:
            asyncio.run(search(node.context, node.inquiry(caller()), request, node.federation.registry))
        [broken] = refused.value.violations
        assert broken.field.startswith("selector.identifier")
        assert value not in broken.text

    @pytest.mark.parametrize("size", [-1, 201])
    def test_a_page_size_has_bounds(self, node: Node, size: int) -> None:
        with pytest.raises(InvalidArgument):
            asyncio.run(node.search(caller(), page_size=size))


class TestGates:
    def test_somebody_elses_case(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(officers=("pp-9",)), party())
            for who in (caller(), caller(FIA, "fia-1"), caller(case_key=fir(9).key)):
                with pytest.raises(CaseNotYours):
                    await node.search(who)
            assert (await node.search(caller(officer="pp-9"))).matches

        asyncio.run(run())

    def test_case_states(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            states = {}
            for label, who in {
                "own": caller(),
                "other": caller(FIA, "fia-1"),
                "unknown": caller(case_key=fir(9).key),
            }.items():
                try:
                    await node.search(who)
                except Refused:
                    pass
                states[label] = node.trail.case_state
            assert states == {"own": "RESOLVED", "other": "NOT_THIS_AGENCY", "unknown": "UNRESOLVED"}
            await node.put(following(case_file(), body=changed_body(case_file(), closed=True)))
            with pytest.raises(CaseNotYours):
                await node.search(caller())
            assert node.trail.case_state == "CLOSED"

        asyncio.run(run())

    def test_a_case_of_another_agency_that_is_protected_is_as_good_as_unknown(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(handling="ORCON"))
            with pytest.raises(CaseNotYours):
                await node.search(caller(FIA, "fia-1"))
            assert node.trail.case_state == "UNRESOLVED"

        asyncio.run(run())

    def test_own_or_kin(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            digest = kin_digest(f"CNIC:{CNIC}")
            who = caller(own_and_kin=frozenset({digest}))
            with pytest.raises(OwnOrKin):
                await node.search(who)
            assert node.trail.alarms == ["own-or-kin"]
            with pytest.raises(OwnOrKin):
                await node.history(who)
            with pytest.raises(NotFound):
                await node.record(who, name(party()))
            assert node.trail.alarms == ["own-or-kin"]
            assert node.trail.records == []
            request = SearchRequest(Selector(Identifier("POC", CNIC)))
            from services.records.app.search import search

            with pytest.raises(OwnOrKin):
                await search(node.context, node.inquiry(who), request, node.federation.registry)

        asyncio.run(run())

    def test_an_unfit_purpose(self, node: Node) -> None:
        with pytest.raises(PurposeUnfit):
            asyncio.run(node.search(caller(legal_basis="ZAINAB")))

    def test_broken_glass_needs_an_open_session(self, node: Node) -> None:
        async def run() -> None:
            await node.put(party(agency=SINDH, case_references=(CaseReference("FIR", "SD/KARACHI/CLIFTON/9/2020"),)))
            who = caller(FIA, "fia-1", roles=frozenset({"INVESTIGATOR", "BREAK_GLASS"}))
            with pytest.raises(BreakGlassInvalid):
                await node.search(who, break_glass="bg-1")
            glass = Glass()
            node.context = replace(node.context, glass=glass)
            assert len((await node.search(who, break_glass="bg-1")).matches) == 1
            assert glass.read == [("bg-1", {SINDH})]
            assert node.trail.break_glass == "bg-1"
            await node.history(who, break_glass="bg-1")
            await node.record(who, name(party(agency=SINDH)), break_glass="bg-1")
            assert len(glass.read) == 3

        asyncio.run(run())


class Force(TypedDict, total=False):
    """What makes a list entry act."""

    authority: str
    expires: str
    cancelled: str


class Glass:
    """Sessions that are always open."""

    def __init__(self) -> None:
        self.read: list[tuple[str, set[str]]] = []

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        return session_id == "bg-1" and agency == FIA and officer == "fia-1" and now_ms == NOW_MS

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        self.read.append((session_id, set(owners)))
