"""Search, history and records on a real store, decided by the decision table."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest

from services.access.caller import Approver
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
from services.records import wire
from services.records.app.hits import record_of
from services.records.domain import Birth, Identifier, RecordVersion, SearchRequest, Selector
from services.records.sealing import SealBroken
from services.signing.es256 import PublicKey
from services.signing.page import verify_page_header, verify_version
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    FIA,
    OFFICER,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    cnic,
    court,
    crossing,
    custody,
    event,
    expunged,
    fir,
    following,
    listing,
    man,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, Node, caller, keeper

CHECKPOINT = {
    "roles": frozenset({"CHECKPOINT_OFFICER"}),
    "purpose": "CHECKPOINT",
    "legal_basis": "EXIT_CONTROL",
    "query_class": "CHECKPOINT",
    "case_type": "MOVEMENT",
    "case_key": "TORKHAM/2021/7",
}
ENQUIRY = {
    "purpose": "PRELIMINARY_ENQUIRY",
    "legal_basis": "FIA_ENQUIRY",
    "case_type": "ENQUIRY",
    "case_key": "FIA/LHR/12/2021",
}


def name(record: RecordVersion) -> str:
    return record.record_name


def enquiry_file(officer: str = "fia-1") -> RecordVersion:
    reference = replace(fir(), type="ENQUIRY", key="FIA/LHR/12/2021")
    return case_file("enquiry", agency=FIA, officers=(officer,), case_references=(reference,))


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

            found = await search(node.room, node.inquiry(caller()), request, node.federation.registry)
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
            assert record_of(node.room, who, hit.handle) > 0
            with pytest.raises(SealBroken):
                record_of(node.room, caller(SINDH), hit.handle)

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
    def test_a_list_entry_out_of_force_or_without_authority_does_not_act(
        self, node: Node, more: dict[str, str]
    ) -> None:
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
            await node.put(case_file(), *[party(f"p{n}") for n in range(4)])
            token = (await node.search(caller(), page_size=2)).next_page_token
            await node.put(order("seal", "SEALED"))
            assert (await node.search(caller(), page_size=2, page_token=token)).matches == ()

        asyncio.run(run())

    @pytest.mark.parametrize(("kind", "value"), [("", "x"), ("CNIC", "123"), ("NAME_KEY", "x"), ("PHONE", "3.5E+12")])
    def test_a_malformed_number_is_named_by_field_and_rule(self, node: Node, kind: str, value: str) -> None:
        from services.records.app.search import search

        request = SearchRequest(Selector(Identifier(kind, value)))
        with pytest.raises(InvalidArgument) as refused:
            asyncio.run(search(node.room, node.inquiry(caller()), request, node.federation.registry))
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
            await node.put(following(case_file(), body=replace(case_file().body, closed=True)))  # type: ignore[arg-type]
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
            digest = sha256(b"token-0123456789abcdef\0CNIC:" + CNIC.encode()).digest()
            who = caller(own_and_kin=frozenset({digest}))
            with pytest.raises(OwnOrKin):
                await node.search(who)
            assert node.trail.alarms == ["own-or-kin"]
            with pytest.raises(OwnOrKin):
                await node.history(who)
            with pytest.raises(OwnOrKin):
                await node.record(who, name(party()))
            assert node.trail.records == []
            request = SearchRequest(Selector(Identifier("POC", CNIC)))
            from services.records.app.search import search

            with pytest.raises(OwnOrKin):
                await search(node.room, node.inquiry(who), request, node.federation.registry)

        asyncio.run(run())

    def test_an_unfit_purpose(self, node: Node) -> None:
        with pytest.raises(PurposeUnfit):
            asyncio.run(node.search(caller(legal_basis="ZAINAB")))

    def test_broken_glass_needs_an_open_session(self, node: Node) -> None:
        async def run() -> None:
            await node.put(party(agency=SINDH))
            who = caller(FIA, "fia-1", roles=frozenset({"INVESTIGATOR", "BREAK_GLASS"}))
            with pytest.raises(BreakGlassInvalid):
                await node.search(who, break_glass="bg-1")
            glass = Glass()
            node.room = replace(node.room, glass=glass)
            assert len((await node.search(who, break_glass="bg-1")).matches) == 1
            assert glass.read == [("bg-1", {SINDH})]
            assert node.trail.break_glass == "bg-1"
            await node.history(who, break_glass="bg-1")
            await node.record(who, name(party(agency=SINDH)), break_glass="bg-1")
            assert len(glass.read) == 3

        asyncio.run(run())


class Glass:
    """Sessions that are always open."""

    def __init__(self) -> None:
        self.read: list[tuple[str, set[str]]] = []

    def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        return session_id == "bg-1" and agency == FIA and officer == "fia-1" and now_ms == NOW_MS

    def touched(self, session_id: str, owners: object, now_ms: int) -> None:
        self.read.append((session_id, set(owners)))  # type: ignore[call-overload]


class TestHistory:
    def test_one_timeline_over_all_agencies_with_proofs(self, node: Node) -> None:
        async def run() -> None:
            await node.put(*man(0))
            history = await node.history(caller(case_key=fir(1).key), cnic(0))
            assert len(history.timeline) == 13
            assert {line.owner for line in history.timeline} == {POLICE, SINDH, FIA, PRISONS, CUSTOMS}
            assert history.cases[0].standing == "FINDING"
            assert len(history.versions) == 13
            assert len(node.trail.records) == 13

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
            assert (await node.history(caller(), as_of_recorded_ms=1)).timeline == ()

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
    def test_as_of_is_a_time_in_the_past(self, node: Node, more: dict[str, object]) -> None:
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
            there = {"case_references": (fir(77),)}
            await node.put(case_file(), party(), case_file("file-b", **there), party("b", role="COMPLAINANT", **there))
            found = await node.search(caller())
            assert [match.version.split("/")[3] for match in found.matches] == ["party"]
            history = await node.history(caller())
            assert {line.version.split("/")[3] for line in history.timeline} == {"file", "party"}

        asyncio.run(run())


class TestRecord:
    def test_a_record_and_its_versions(self, node: Node) -> None:
        async def run() -> None:
            first, second = party(), following(party(), valid_from="2020-05-05")
            await node.put(case_file(), first)
            node.now_ms += 1000
            before = node.now_ms
            node.now_ms += 1000
            await node.put(second)
            answer = await node.record(caller(), name(first))
            assert answer.version is not None
            assert answer.page is not None
            assert answer.version.version == wire.encode(second)
            assert node.trail.records == [second.name]
            then = await node.record(caller(), name(first), as_of_recorded_ms=before)
            assert then.version is not None
            assert then.version.version == wire.encode(first)
            listed = await node.versions(caller(), name(first))
            assert [each.version for each in listed.versions] == [wire.encode(first), wire.encode(second)]
            assert len(listed.pages) == 2
            with pytest.raises(NotFound):
                await node.record(caller(), name(first), as_of_recorded_ms=1)

        asyncio.run(run())

    def test_versions_come_in_pages(self, node: Node) -> None:
        async def run() -> None:
            versions = [party()]
            for day in range(1, 8):
                versions.append(following(versions[-1], valid_from=f"2020-05-{day:02d}"))
            await node.put(case_file(), *versions)
            seen, token = [], ""
            while True:
                page = await node.versions(caller(), name(party()), page_size=3, page_token=token)
                seen += [each.version for each in page.versions]
                token = page.next_page_token
                if not token:
                    break
            assert seen == [wire.encode(each) for each in versions]

        asyncio.run(run())

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "agencies/pk.fia/records/",
            "agencies/pk.fia/records/A",
            "agencies/PK/records/a",
            "agencies/pk.fia/records/a/versions/1",
            "agencies/pk.fia/records/a\n",
            "/agencies/pk.fia/records/a",
            f"agencies/pk.fia/records/{'a' * 65}",
        ],
    )
    def test_names_are_read_strictly(self, node: Node, text: str) -> None:
        for work in (node.record(caller(), text), node.versions(caller(), text)):
            with pytest.raises(InvalidArgument) as refused:
                asyncio.run(work)
            assert refused.value.violations[0].rule == "record-name"

    def test_absent_and_hidden_are_the_same(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party("hidden", role="WITNESS", agency=SINDH))
            refusals = []
            for record in ("hidden", "absent"):
                for work in (node.record, node.versions):
                    with pytest.raises(NotFound) as refused:
                        await work(caller(), f"agencies/{SINDH}/records/{record}")
                    refusals.append((refused.value.reason, refused.value.violations, str(refused.value)))
            assert len(set(refusals)) == 1

        asyncio.run(run())

    def test_the_owners_record_officer_reads_his_own_agencys_records(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party("w", role="WITNESS"))
            assert (await node.record(keeper(POLICE), name(party("w")))).version is not None
            with pytest.raises(NotFound):
                await node.record(keeper(FIA), name(party("w")))

        asyncio.run(run())


class TestProtectionIsOfNow:
    """Whatever is true of a record now holds for every version, at any time asked for."""

    async def everything(self, node: Node, before: int) -> list[str]:
        """All that an investigator gets to see of the man, now and as of before."""
        seen = []
        for at in (0, before):
            history = await node.history(caller(), as_of_recorded_ms=at)
            seen += [line.version.split("/")[3] for line in history.timeline]
            seen += [f"hit:{hit.owner}" for hit in history.hits]
        found = await node.search(caller())
        seen += [match.version.split("/")[3] for match in found.matches] + [f"hit:{hit.owner}" for hit in found.hits]
        for record in ("fia", "party"):
            agency = FIA if record == "fia" else POLICE
            for at in (0, before):
                try:
                    await node.record(caller(), f"agencies/{agency}/records/{record}", as_of_recorded_ms=at)
                    seen.append(record)
                except NotFound:
                    pass
        return seen

    async def story(self, node: Node, *later: RecordVersion) -> list[str]:
        own = [case_file(), party(), party("fia", agency=FIA)]
        await node.put(*own)
        node.now_ms += 1000
        before = node.now_ms
        assert "fia" in await self.everything(node, before)
        node.now_ms += 1000
        await node.put(*later)
        node.now_ms += 1000
        return await self.everything(node, before)

    def test_sealing(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, order("seal", "SEALED", agency=SINDH)))
        assert set(seen) <= {"file"}

    def test_a_protected_person_everywhere(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, order("p", "PROTECTED_PERSON", agency=SINDH, case_references=(fir(99),))))
        assert set(seen) <= {"file"}

    def test_a_change_of_role(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, following(party("fia", agency=FIA), role="WITNESS")))
        assert "fia" not in seen
        assert "party" in seen

    def test_expungement(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, expunged(party("fia", agency=FIA))))
        assert "fia" not in seen
        assert "party" in seen

    def test_a_birth_told_later_by_somebody_else_in_another_case(self, node: Node) -> None:
        async def run() -> list[str]:
            own = person(born="")
            await node.put(case_file(), party(subject=own), party("fia", agency=FIA, subject=own))
            assert "fia" in await self.everything(node, 0)
            node.now_ms += 1000
            await node.put(party("t", agency=SINDH, subject=person(born="2004-01-01"), case_references=(fir(99),)))
            return await self.everything(node, 0)

        assert "fia" not in asyncio.run(run())

    def test_handling_and_clearance(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, following(party("fia", agency=FIA), handling="ORCON")))
        assert "fia" not in seen

    def test_lifting_an_order_and_withdrawing_one_gives_back(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), party("fia", agency=FIA))
            seal = order("seal", "SEALED", agency=SINDH)
            await node.put(seal)
            assert (await node.search(caller())).matches == ()
            lifted = following(seal, body=replace(seal.body, lifted="2023-01-01"))  # type: ignore[arg-type]
            await node.put(lifted)
            assert len((await node.search(caller())).matches) == 2
            again = following(lifted, body=seal.body)
            await node.put(again)
            assert (await node.search(caller())).matches == ()
            await node.put(withdrawn(again))
            assert len((await node.search(caller())).matches) == 2

        asyncio.run(run())

    def test_an_officer_named_in_the_order_with_a_second_person_is_spared(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(officers=(OFFICER, "pp-9")), party())
            await node.put(order("seal", "SEALED", agency=SINDH, spared=(f"{POLICE}/{OFFICER}",)))
            second = Approver("pp-20", 3, "boss-1", bytes(32))
            named, another = caller(approver=second), caller(officer="pp-9", approver=second)
            assert (await node.search(caller())).matches == ()
            assert len((await node.search(named)).matches) >= 1
            assert len((await node.history(named)).timeline) >= 2
            assert (await node.search(another)).matches == ()
            assert (await node.history(another)).timeline == ()
            assert len((await node.history(named)).timeline) >= 2
            assert len(node.room.prepared) == 0

        asyncio.run(run())


class TestPrepared:
    def test_an_answer_is_kept_and_forgotten_with_every_change_around_the_person(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), party("fia", agency=FIA))
            kept = [await node.raw_history(caller())]
            assert await node.raw_history(caller()) == kept[0]
            assert len(node.room.prepared) == 1
            assert len(node.trail.records) == 3
            for change in (
                event("step", "CHALLAN_FINAL", "2020-05-14"),
                custody("x", "ARREST", "2020-05-03", agency=SINDH),
                following(case_file(), body=replace(case_file().body, summary="corrected")),  # type: ignore[arg-type]
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
            assert len(node.room.prepared) == 1

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
            await node.put(enquiry_file(), case_file(), party())
            await node.put(replace(enquiry_file("pp-7"), agency=POLICE, record_id="own-enquiry"))
            for who in (caller(FIA, "fia-1", **ENQUIRY), caller(POLICE, "pp-7", **ENQUIRY)):
                for hit in (await node.history(who)).hits:
                    assert record_of(node.room, who, hit.handle) > 0

        asyncio.run(run())


def test_birth_ranges_that_straddle_are_protected(node: Node) -> None:
    async def run() -> None:
        young = replace(person(), birth=Birth("2001-01-01", "2003-01-01"))
        await node.put(case_file(), party(subject=young), party("fia", agency=FIA, subject=young))
        found = await node.search(caller(case_key=fir().key))
        assert [match.owner for match in found.matches] == [POLICE]
        assert node.trail.withheld[FIA, "juvenile"] == 1

    asyncio.run(run())
