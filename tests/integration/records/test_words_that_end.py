"""Words that end by time: for so long, and at the last millisecond no longer; and no repeating makes them last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import pytest

from services.access.errors import InvalidArgument
from services.records.app.again import NOTHING, judge_again
from services.records.authority.clocks import BORN_MS, DAY_MS, HIDDEN_AGAIN_MS, HIDDEN_MS
from services.values.dates import day_text, today
from services.values.records import Birth, CaseReference, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    HIGH_COURT,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    cnic,
    expunged,
    fir,
    following,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, Federation, Node, caller, federation
from tests.fakes.stated import InCase, OfCase, Standing
from tests.integration.records.deciding import claims_of, decide, klass, walk

SENTRY: Standing = {
    "roles": frozenset({"INVESTIGATOR"}), "case_type": "FIR", "case_key": fir(2).key,
}  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("words"))


def shelter(
    record_id: str = "kept", agency: str = CHILD_PROTECTION, lifted: str = "", **more: Unpack[InCase]
) -> RecordVersion:
    """A protecting body's word that somebody is a protected person."""
    stated: InCase = {"case_references": (), **more}
    return order(record_id, "PROTECTED_PERSON", agency=agency, role="VICTIM", lifted=lifted, **stated)


def certificate(
    record_id: str = "cert", born: str = "2010-01-01", agency: str = FIA, **more: Unpack[OfCase]
) -> RecordVersion:
    """A stranger's document of a birth."""
    birth = Birth(born, born, "CRC", issuer="NADRA", number="7", sha256=bytes(32))
    return party(record_id, agency=agency, subject=replace(person(born=""), birth=birth), **more)


SINDH_S = CaseReference("FIR", "SD/KARACHI/CLIFTON/2/2020")
ACCUSED, VICTIM = party(), party("victim", role="VICTIM", agency=SINDH, case_references=(fir(3),))
WATCHED = listing("watched", type="WATCH", authority="")


class TestAProtectingBody:
    def test_hides_an_offender_s_papers_for_72_hours_and_protects_others_on(
        self, known: Federation, tmp_path: Path
    ) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, WATCHED, VICTIM, shelter())
            node.now_ms += HIDDEN_MS - 1
            for record in (ACCUSED, WATCHED, VICTIM):
                assert (await klass(node, record)).protected_person, record.record_id
                assert (await klass(node, record)).interim
            node.now_ms += 1
            assert not (await klass(node, ACCUSED)).protected_person
            assert not (await klass(node, WATCHED)).protected_person
            assert (await klass(node, VICTIM)).protected_person
            assert (await klass(node, shelter())).protected_person, "its own stays as it says"

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize("again", ["another record", "another version", "withdrawn", "expunged", "another body"])
    def test_is_heard_once_a_person_in_90_days_over_all_bodies(
        self, known: Federation, tmp_path: Path, again: str
    ) -> None:
        first = shelter()
        repeated = {
            "another record": [shelter("second")],
            "another version": [following(first)],
            "withdrawn": [withdrawn(first), shelter("second")],
            "expunged": [expunged(first), shelter("second")],
            "another body": [shelter("second", subject=replace(person(), names=()))],
        }[again]

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, first)
            node.now_ms += HIDDEN_MS - 1
            await node.put(*repeated)
            assert (await klass(node, ACCUSED)).protected_person
            node.now_ms += 1
            assert not (await klass(node, ACCUSED)).protected_person
            node.now_ms = NOW_MS + HIDDEN_AGAIN_MS - 1
            await node.put(shelter("early"))
            assert not (await klass(node, ACCUSED)).protected_person
            node.now_ms += 1
            await node.put(shelter("later"))
            assert (await klass(node, ACCUSED)).protected_person
            assert not (await klass(node, ACCUSED, 3)).protected_person

        walk(known, tmp_path, steps)

    def test_goes_on_where_oversight_says_so_and_ends_where_it_does(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, VICTIM, shelter())
            (told,) = await claims_of(node, "PROTECTED_PERSON")
            assert (told.owner, told.speaker, told.due_ms - told.raised_ms) == ("", CHILD_PROTECTION, HIDDEN_MS)
            node.now_ms += DAY_MS
            with pytest.raises(InvalidArgument):
                await decide(node, "PROTECTED_PERSON")
            with pytest.raises(InvalidArgument):
                await decide(node, "PROTECTED_PERSON", application="W" * 65)
            answer = await decide(node, "PROTECTED_PERSON", application="WP 7/2026")
            assert (await klass(node, ACCUSED, 29.9)).protected_person
            assert answer.upheld_until_ms == node.now_ms + 30 * DAY_MS
            assert not (await klass(node, ACCUSED, 30)).protected_person
            assert (await klass(node, VICTIM, 30)).protected_person
            await decide(node, "PROTECTED_PERSON", "REJECTED")
            for record in (ACCUSED, VICTIM):
                assert not (await klass(node, record)).protected_person
            node.now_ms += 1
            await node.put(withdrawn(shelter()), shelter("second"))
            assert not (await klass(node, VICTIM)).protected_person, "nor by saying it again"

        walk(known, tmp_path, steps)

    def test_is_ended_by_any_court_that_names_its_number(self, known: Federation, tmp_path: Path) -> None:
        number = CaseReference("REFERRAL", "CP/1/2026")

        async def steps(node: Node) -> None:
            await node.put(case_file(), VICTIM, shelter(case_references=(number,)))
            assert (await klass(node, VICTIM)).protected_person
            stranger = shelter("lift", agency=SINDH, lifted="2026-05-01", case_references=(number,))
            await node.put(stranger)
            assert (await klass(node, VICTIM)).protected_person, "a stranger ends nothing"
            await node.put(shelter("ended", agency=HIGH_COURT, lifted="2026-05-01", case_references=(number,)))
            assert not (await klass(node, VICTIM)).protected_person

        walk(known, tmp_path, steps)

    def test_no_answer_is_kept_past_its_end(self, known: Federation, tmp_path: Path) -> None:
        """The clock moves and nothing is written: what another station was not shown it is shown now."""
        station = caller(SINDH, "sp-1", **SENTRY | {"case_key": "SD/KARACHI/CLIFTON/2/2020"})
        theirs = case_file(
            "theirs", agency=SINDH, officers=("sp-1",), case_references=(CaseReference("FIR", station.case_key),)
        )

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, theirs)
            before = await node.history(station)
            await node.put(shelter())
            hidden = await node.history(station)
            node.now_ms += HIDDEN_MS - 1
            assert (await node.history(station)).timeline == hidden.timeline != before.timeline
            node.now_ms += 1
            assert "party" in str((await node.history(station)).timeline)
            assert (await node.history(station)).timeline[: len(before.timeline)] == before.timeline

        walk(known, tmp_path, steps)


class TestABirth:
    def test_by_a_stranger_s_document_counts_30_days(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), party(subject=person(born="")), certificate())
            node.now_ms += BORN_MS - 1
            assert (await klass(node, ACCUSED)).juvenile == "YES"
            node.now_ms += 1
            assert (await klass(node, ACCUSED)).juvenile == "UNKNOWN"
            assert (await klass(node, certificate())).juvenile == "YES", "its own record stays as it says"

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize("again", ["another record", "withdrawn", "expunged", "another case", "other numbers"])
    def test_counts_once_a_person_over_all_speakers(self, known: Federation, tmp_path: Path, again: str) -> None:
        first = certificate()
        second = {
            "another record": [certificate("c2")],
            "withdrawn": [withdrawn(first), certificate("c2")],
            "expunged": [expunged(first), certificate("c2")],
            "another case": [certificate("c2", case_references=(fir(2),))],
            "other numbers": [certificate("c2", "2010-06-01")],
        }[again]

        async def steps(node: Node) -> None:
            await node.put(case_file(), party(subject=person(born="")), first)
            node.now_ms += BORN_MS + 60 * DAY_MS
            await node.put(*second)
            assert (await klass(node, ACCUSED)).juvenile == "UNKNOWN"
            await node.put(certificate("other", agency=SINDH))
            assert (await klass(node, ACCUSED)).juvenile == "UNKNOWN", "nor by another speaker"

        walk(known, tmp_path, steps)

    def test_by_whom_the_law_trusts_does_not_end(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            own, theirs = certificate(agency=POLICE), party("theirs", agency=FIA, subject=person(born=""))
            elsewhere = party("elsewhere", agency=SINDH, subject=person(born=""), case_references=(SINDH_S,))
            await node.put(case_file(), theirs, own, elsewhere)
            for record in (theirs, elsewhere):
                assert (await klass(node, record)).juvenile == "YES"
            assert (await klass(node, theirs, 900)).juvenile == "YES", "the owner's in its case"
            assert (await klass(node, elsewhere, 30)).juvenile == "UNKNOWN", "a stranger's in another"

        walk(known, tmp_path, steps)

    def test_by_an_owner_does_not_end_where_somebody_else_s_paper_shows_the_owner(
        self, known: Federation, tmp_path: Path
    ) -> None:
        """The page's own paper names two agencies' numbers, which alone leaves open whose the case is."""
        another = party("another", subject=person(cnic(2), born="", name="Bilal"))
        numbers = (fir(), CaseReference("FIR", "FIA/LAHORE/AHTC/7/2020"))
        accused = certificate("accused", "1985-03-04", CHILD_PROTECTION, case_references=numbers)

        async def steps(node: Node) -> None:
            await node.put(another, certificate("told", "2004-06-01", POLICE, case_references=(fir(2),)))
            await node.put(accused)
            for days in (0, 30, 400):
                assert (await klass(node, accused, days)).juvenile == "POSSIBLE", days

        walk(known, tmp_path, steps)


class TestAnOrder:
    @pytest.mark.parametrize("agency", [HIGH_COURT, POLICE])
    def test_ends_with_its_day(self, known: Federation, tmp_path: Path, agency: str) -> None:
        async def steps(node: Node) -> None:
            sealed = order("o", "SEALED", agency=agency)
            until = day_text(today(node.now_ms) + 5)
            await node.put(case_file(), ACCUSED, replace(sealed, body=changed_body(sealed, until=until)))
            last = (today(node.now_ms) + 6) * DAY_MS - 5 * 3_600_000
            node.now_ms = last - 1
            seen = await klass(node, ACCUSED)
            assert (seen.sealed, seen.own_sealed) == (agency == HIGH_COURT, agency == POLICE)
            node.now_ms += 1
            after = await klass(node, ACCUSED)
            assert (after.sealed, after.own_sealed) == (False, False)

        walk(known, tmp_path, steps)

    def test_many_ends_are_judged_by_and_by_and_each_is_met(self, known: Federation, tmp_path: Path) -> None:
        """Orders that end on sixty days are judged for half of them at once, and for the rest when those are over."""
        first = today(NOW_MS)

        async def steps(node: Node) -> None:
            orders = [order(f"o{day}", "SEALED", agency=POLICE) for day in range(60)]
            ends = [changed_body(each, until=day_text(first + day)) for day, each in enumerate(orders)]
            await node.put(case_file(), ACCUSED, *(replace(o, body=b) for o, b in zip(orders, ends, strict=True)))
            for day in (10, 31, 40, 59):
                node.now_ms = (first + day) * DAY_MS + DAY_MS // 2
                while await judge_again(node.context, known.registry, node.now_ms) != NOTHING:
                    pass
                assert (await klass(node, ACCUSED)).own_sealed, day
            node.now_ms += 2 * DAY_MS
            while await judge_again(node.context, known.registry, node.now_ms) != NOTHING:
                pass
            assert not (await klass(node, ACCUSED)).own_sealed

        walk(known, tmp_path, steps)

    def test_followers_learn_of_an_end_though_nobody_writes(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, shelter())
            while await judge_again(node.context, known.registry, node.now_ms) != NOTHING:
                pass
            async with node.context.store.snapshot() as view:
                head = await view.change_head()
            for past, changed in ((HIDDEN_MS - 1, 0), (HIDDEN_MS, 1)):
                while await judge_again(node.context, known.registry, NOW_MS + past) != NOTHING:
                    pass
                async with node.context.store.snapshot() as view:
                    assert len(await view.heads_changed(head, 10)) == changed

        walk(known, tmp_path, steps)

    def test_is_shown_to_followers_once_it_ended(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, shelter())
            async with node.context.store.snapshot() as view:
                head = await view.change_head()
            node.now_ms += HIDDEN_MS
            await node.put(party("elsewhere", subject=person(cnic(8)), case_references=(fir(8),)))
            async with node.context.store.snapshot() as view:
                changed = await view.heads_changed(head, 10)
                classes = await node.context.classes.of(view, {each.klass for each in changed})
            assert len(changed) == 2
            assert not any(classes[each.klass].protected_person for each in changed)

        walk(known, tmp_path, steps)
