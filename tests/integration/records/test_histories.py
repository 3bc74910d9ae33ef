"""Histories on a real store, decided by the decision table, prepared ones too."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.access.errors import (
    InvalidArgument,
)
from services.evidence.timeline import timeline_differs
from services.records import wire
from services.records.app.hits import record_of
from services.signing.es256 import PublicKey
from services.signing.page import verify_page_header, verify_version
from services.values.records import Birth
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    crossing,
    custody,
    event,
    fir,
    following,
    listing,
    man,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, HistoryAsOf, Node, caller
from tests.fakes.stated import OfCase
from tests.integration.records.asking import ENQUIRY, enquiry_file


class TestHistory:
    def test_one_timeline_over_all_agencies_with_proofs(self, node: Node) -> None:
        async def run() -> None:
            await node.put(*man(0))
            history = await node.history(caller(case_key=fir(1).key), cnic(0))
            assert len(history.timeline) == 13
            assert {line.owner for line in history.timeline} == {POLICE, SESSIONS, FIA, PRISONS, CUSTOMS}
            assert history.cases[0].standing == "FINDING"
            assert len(history.versions) == 13
            assert len(node.trail.records) == 13

        asyncio.run(run())

    def test_the_timeline_is_what_its_versions_say(self, node: Node) -> None:
        """As every client demands it, also of corrected and withdrawn records and at a time in the past."""

        async def run() -> None:
            await node.put(*man(0))
            then = node.now_ms = node.now_ms + 1000
            first = party("extra", subject=person(cnic(0)), case_references=(fir(1),))
            second = following(first, valid_from="2020-05-06", valid_to="2021")
            node.now_ms += 1000
            await node.put(first, second, withdrawn(second))
            for at in (0, then):
                raw = await node.raw_history(caller(case_key=fir(1).key), cnic(0), as_of_recorded_ms=at)
                told = GetHistoryResponse.FromString(raw).history
                assert len(told.timeline) >= 13
                assert timeline_differs(told) == ""

        asyncio.run(run())

    def test_every_version_proves_its_owner(self, node: Node) -> None:
        async def run() -> None:
            await node.put(*man(0))
            history = await node.history(caller(case_key=fir(1).key), cnic(0))
            pages = {sha256(page.header).digest(): page for page in history.pages}
            for signed in history.versions:
                proof = signed.proof
                assert proof is not None
                page = pages[proof.page_sha256]
                owner = wire.decode_version(signed.version).agency
                [key] = node.federation.registry.keys_of(owner, "PAGE")
                header = verify_page_header(PublicKey(key.public.spki), page.header, page.signature)
                verify_version(header, signed.version, proof.index, proof.salt, proof.path)
                assert header.agency == owner

        asyncio.run(run())

    def test_papers_of_the_case_are_in_it_and_other_mens_are_not(self, node: Node) -> None:
        async def run() -> None:
            other = person(cnic(9), name="Other Man")
            await node.put(
                case_file(), party(), party("other", subject=other), event("step", "CHALLAN_FINAL", "2020-05-14")
            )
            history = await node.history(caller())
            assert {line.version.split("/")[3] for line in history.timeline} == {"file", "party", "step"}

        asyncio.run(run())

    def test_a_correction_is_seen_at_two_times(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            node.now_ms += 1000
            before = node.now_ms
            node.now_ms += 1000
            await node.put(following(party(), valid_from="2020-05-05"))
            node.now_ms += 1000
            now = await node.history(caller())
            then = await node.history(caller(), as_of_recorded_ms=before)
            assert [line.valid_from for line in now.timeline if "party" in line.version] == ["2020-05-05"]
            assert [line.valid_from for line in then.timeline if "party" in line.version] == ["2020-05-02"]
            assert node.trail.as_of_recorded_ms == before
            assert (now.later, then.later) == (0, 1)
            first = await node.history(caller(), as_of_recorded_ms=1)
            assert (first.timeline, first.later) == ((), 2)

        asyncio.run(run())

    def test_a_number_that_was_corrected_away_is_found_at_its_time(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            node.now_ms += 1000
            before = node.now_ms
            node.now_ms += 1000
            await node.put(following(party(), subject=person(cnic(5))))
            node.now_ms += 1000
            assert (await node.history(caller())).timeline == ()
            then = await node.history(caller(), as_of_recorded_ms=before)
            assert "agencies/pk.punjab-police/records/party/versions/1" in [line.version for line in then.timeline]
            assert len((await node.history(caller(), cnic(5))).timeline) == 2

        asyncio.run(run())

    def test_true_in_the_world_at_a_day(self, node: Node) -> None:
        async def run() -> None:
            await node.put(*man(0))
            history = await node.history(caller(case_key=fir(1).key), cnic(0), as_of_valid="2020-05-20")
            assert len(history.timeline) == 7
            assert history.cases[0].standing == "ACCUSATION"
            assert node.trail.as_of_valid_ms > 0

        asyncio.run(run())

    @pytest.mark.parametrize(
        "more", [{"as_of_recorded_ms": NOW_MS + 1}, {"as_of_recorded_ms": -1}, {"as_of_valid": "x"}]
    )
    def test_as_of_is_a_time_in_the_past(self, node: Node, more: HistoryAsOf) -> None:
        with pytest.raises(InvalidArgument):
            asyncio.run(node.history(caller(), **more))

    def test_crossings_are_for_the_accused_of_the_cited_case_alone(self, node: Node) -> None:
        async def run() -> None:
            other = person(cnic(9), name="Other Man")
            await node.put(case_file(), party(), crossing(), crossing("other", subject=other))
            history = await node.history(caller())
            assert "crossing" in {line.version.split("/")[3] for line in history.timeline}
            assert (await node.history(caller(), cnic(9))).timeline == ()

        asyncio.run(run())

    def test_a_man_accused_here_and_complainant_there_is_not_shown_to_be_one_man(self, node: Node) -> None:
        async def run() -> None:
            there: OfCase = {"case_references": (fir(77),)}
            await node.put(case_file(), party(), case_file("file-b", **there), party("b", role="COMPLAINANT", **there))
            found = await node.search(caller())
            assert [match.version.split("/")[3] for match in found.matches] == ["party"]
            history = await node.history(caller())
            assert {line.version.split("/")[3] for line in history.timeline} == {"file", "party"}

        asyncio.run(run())


class TestPrepared:
    def test_an_answer_is_kept_and_forgotten_with_every_change_around_the_person(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), party("fia", agency=FIA))
            kept = [await node.raw_history(caller())]
            assert await node.raw_history(caller()) == kept[0]
            assert len(node.context.prepared) == 1
            assert len(node.trail.records) == 3
            for change in (
                event("step", "CHALLAN_FINAL", "2020-05-14"),
                custody("x", "ARREST", "2020-05-03", agency=SINDH),
                following(case_file(), body=changed_body(case_file(), summary="corrected")),
                court("end", "ACQUITTAL", "2020-09-01", agency=PRISONS),
                withdrawn(party("fia", agency=FIA)),
            ):
                await node.put(change)
                kept.append(await node.raw_history(caller()))
            assert len(set(kept)) == len(kept)

        asyncio.run(run())

    def test_other_mens_papers_leave_it(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party())
            await node.raw_history(caller())
            await node.put(*man(5))
            await node.raw_history(caller())
            assert len(node.context.prepared) == 1

        asyncio.run(run())

    def test_time_alone_changes_an_answer(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), listing(agency=FIA, expires="2026-06-01"))
            before = await node.raw_history(caller())
            node.now_ms += 10 * 86_400_000
            assert await node.raw_history(caller()) != before

        asyncio.run(run())

    def test_each_agency_gets_handles_of_its_own(self, node: Node) -> None:
        async def run() -> None:
            file = enquiry_file()
            await node.put(replace(file, body=changed_body(file, joint=(POLICE,))), case_file(), party())
            await node.put(replace(enquiry_file("pp-7"), agency=POLICE, record_id="own-enquiry"))
            for who in (caller(FIA, "fia-1", **ENQUIRY), caller(POLICE, "pp-7", **ENQUIRY)):
                for hit in (await node.history(who)).hits:
                    assert record_of(node.context, who, hit.handle) > 0

        asyncio.run(run())


def test_birth_ranges_that_straddle_are_protected(node: Node) -> None:
    async def run() -> None:
        young = replace(person(), birth=Birth("2001-01-01", "2003-01-01"))
        await node.put(case_file(), party(subject=young), party("fia", agency=FIA, subject=young))
        found = await node.search(caller(case_key=fir().key))
        assert [match.owner for match in found.matches] == [POLICE]
        assert node.trail.withheld[FIA, "juvenile"] == 1

    asyncio.run(run())
