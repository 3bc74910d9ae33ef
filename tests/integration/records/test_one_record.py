"""One record and its versions on a real store; protection is of now."""

from __future__ import annotations

import asyncio

import pytest

from services.access.caller import Approver
from services.access.errors import (
    InvalidArgument,
    NotFound,
)
from services.records import wire
from services.values.records import CaseReference, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    OFFICER,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    changed_body,
    expunged,
    fir,
    following,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Node, caller, keeper
from tests.integration.records.asking import name


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

    def test_the_owners_record_officer_reads_their_own_agencys_records(self, node: Node) -> None:
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
                    answer = await node.record(caller(), f"agencies/{agency}/records/{record}", as_of_recorded_ms=at)
                    seen += [record] if answer.version is not None else []
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
        seen = asyncio.run(self.story(node, order("seal", "SEALED")))
        assert set(seen) == {"file", "party"}, "the assigned officer sees the agency's own, and nobody else's"

    def test_sealing_from_the_owner_too(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, order("seal", "SEALED", from_owner_too=True)))
        assert set(seen) <= {"file"}

    def test_a_protected_person_everywhere(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, order("p", "PROTECTED_PERSON", case_references=(fir(99),))))
        assert set(seen) == {"file", "party"}

    def test_a_change_of_role(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, following(party("fia", agency=FIA), role="WITNESS")))
        assert "fia" not in seen
        assert "party" in seen

    def test_expungement(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, expunged(party("fia", agency=FIA))))
        assert "fia" not in seen
        assert "party" in seen

    def test_a_birth_told_later_by_the_prison_that_has_them(self, node: Node) -> None:
        async def run() -> list[str]:
            own = person(born="")
            await node.put(case_file(), party(subject=own), party("fia", agency=FIA, subject=own))
            assert "fia" in await self.everything(node, 0)
            node.now_ms += 1000
            under = (CaseReference("PRISON_UNDER_TRIAL", "LHR/9/2020"),)
            await node.put(party("t", agency=PRISONS, subject=person(born="2004-01-01"), case_references=under))
            return await self.everything(node, 0)

        assert "fia" not in asyncio.run(run())

    def test_handling_and_clearance(self, node: Node) -> None:
        seen = asyncio.run(self.story(node, following(party("fia", agency=FIA), handling="ORCON")))
        assert "fia" not in seen

    def test_lifting_an_order_and_withdrawing_one_gives_back(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(), party(), party("fia", agency=FIA))
            seal = order("seal", "SEALED")
            await node.put(seal)
            assert [match.owner for match in (await node.search(caller())).matches] == [POLICE]
            lifted = following(seal, body=changed_body(seal, lifted="2023-01-01"))
            await node.put(lifted)
            assert len((await node.search(caller())).matches) == 2
            again = following(lifted, body=seal.body)
            await node.put(again)
            assert [match.owner for match in (await node.search(caller())).matches] == [POLICE]
            await node.put(withdrawn(again))
            assert len((await node.search(caller())).matches) == 2

        asyncio.run(run())

    def test_an_officer_named_in_the_order_with_a_second_person_is_spared(self, node: Node) -> None:
        async def run() -> None:
            await node.put(case_file(officers=(OFFICER, "pp-9")), party("fia", agency=FIA))
            await node.put(order("seal", "SEALED", spared=(f"{POLICE}/{OFFICER}",)))
            second = Approver("pp-20", 3, frozenset({"boss-1"}), bytes(32))
            named, another = caller(approver=second), caller(officer="pp-9", approver=second)
            assert (await node.search(caller())).matches == ()
            assert len((await node.search(named)).matches) >= 1
            assert len((await node.history(named)).timeline) >= 2
            assert (await node.search(another)).matches == ()
            assert (await node.history(another)).timeline == ()
            assert len((await node.history(named)).timeline) >= 2
            assert len(node.context.prepared) == 0

        asyncio.run(run())
