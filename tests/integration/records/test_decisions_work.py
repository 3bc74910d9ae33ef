"""What two officers of oversight decide works at once, for as long as it may; what they refuse never did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import pytest

from services.records.authority.clocks import DAY_MS, PAPER_MS, UPHELD_MS
from services.records.errors import ClaimClosed
from services.values.records import CaseReference, ClaimAnswer, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    OFFICER,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    custody,
    expunged,
    fir,
    following,
    listing,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, federation, keeper
from tests.fakes.stated import OfCase
from tests.integration.records.deciding import COPY, claims_of, decide, klass, walk

ACCUSED = party()
CHILD = replace(person(born=""), age_claimed=True)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("decisions"))


def copied(record: RecordVersion) -> RecordVersion:
    return replace(record, body=changed_body(record, extract=COPY))


def on_paper(
    record_id: str = "paper", kind: str = "SEALED", agency: str = FIA, **more: Unpack[OfCase]
) -> RecordVersion:
    """An order of a court that is no member, entered by an agency with its copy."""
    return copied(order(record_id, kind, agency=agency, court="Sessions Court Multan", **more))


def answer_to(claim: str, verdict: str, agency: str) -> RecordVersion:
    body = ClaimAnswer(claim, verdict, "compared with the register", bytes(32), "2026-05-01")
    return version("CLAIM_ANSWER", "answer", body, agency=agency, case_references=())


def extract(kind: str, agency: str = POLICE, record_id: str = "copy") -> RecordVersion:
    made = court(record_id, kind, "2021-01-01", agency=agency)
    return replace(made, body=changed_body(made, court="Sessions Court Multan", extract=COPY))


class TestUpheld:
    @pytest.mark.parametrize(
        ("word", "fact", "read", "was", "held"),
        [
            (party("w", agency=FIA, subject=CHILD), "AGE", "juvenile", "NO", "POSSIBLE"),
            (party("w", agency=FIA, role="VICTIM"), "PROTECTED_ROLE", "role", "ACCUSED", "VICTIM"),
            (court("w", "DIVERTED", "2021-01-01", agency=FIA), "DIVERSION", "juvenile", "NO", "DONE"),
            (order("w", "SEALED", agency=SESSIONS, court="Sessions Court Lahore"),
             "SEALED", "sealed", False, True),
        ],
        ids=["age", "role", "diversion", "sealed"],
    )  # fmt: skip
    def test_a_stranger_s_word_works_on_the_owner_s_records_for_30_days(
        self, known: Federation, tmp_path: Path, word: RecordVersion, fact: str, read: str, was: object, held: object
    ) -> None:
        other = party("other", subject=person(cnic(7), name="Somebody Else"))

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, other, word)
            assert getattr(await klass(node, ACCUSED), read) == was
            (claim,) = [one for one in await claims_of(node, fact) if one.owner == POLICE]
            node.now_ms = 2 * claim.due_ms - claim.raised_ms - 1
            with pytest.raises(ClaimClosed):
                await decide(node, fact)
            assert getattr(await klass(node, ACCUSED), read) == was, "silence changes nothing"
            node.now_ms += 1
            bystander = await klass(node, other)
            await decide(node, fact)
            assert getattr(await klass(node, ACCUSED), read) == held
            assert await klass(node, other) == bystander, "of this person alone"
            node.now_ms += UPHELD_MS - 1
            assert getattr(await klass(node, ACCUSED), read) == held
            node.now_ms += 1
            assert getattr(await klass(node, ACCUSED), read) == was

        walk(known, tmp_path, steps)

    def test_may_be_ended_by_those_who_decided_and_by_nobody_s_repeating(
        self, known: Federation, tmp_path: Path
    ) -> None:
        word = party("w", agency=FIA, subject=CHILD)

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, word)
            node.now_ms += 15 * DAY_MS
            await decide(node, "AGE")
            await decide(node, "AGE", "REJECTED")
            assert (await klass(node, ACCUSED)).juvenile == "NO"
            with pytest.raises(ClaimClosed):
                await decide(node, "AGE")
            await node.put(withdrawn(word), party("again", agency=FIA, subject=CHILD))
            assert (await klass(node, ACCUSED)).juvenile == "NO"

        walk(known, tmp_path, steps)

    def test_the_owner_s_correction_does_not_shake_it_off(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, party("w", agency=FIA, subject=CHILD))
            node.now_ms += 15 * DAY_MS
            await decide(node, "AGE")
            await node.put(following(ACCUSED, status="CORRECTED"), party("p2"))
            for record in (ACCUSED, party("p2")):
                assert (await klass(node, record)).juvenile == "POSSIBLE"

        walk(known, tmp_path, steps)

    def test_an_answer_kept_from_before_is_not_given(self, known: Federation, tmp_path: Path) -> None:
        station = caller(FIA, "fia-1", case_key="FIA/LAHORE/ACC/2/2020")
        theirs = case_file(
            "theirs", agency=FIA, officers=("fia-1",), case_references=(CaseReference("FIR", "FIA/LAHORE/ACC/2/2020"),)
        )

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, theirs, party("w", agency=FIA, subject=CHILD))
            node.now_ms += 15 * DAY_MS
            before = {line.owner for line in (await node.history(station)).timeline}
            await decide(node, "AGE")
            assert before - {line.owner for line in (await node.history(station)).timeline} == {POLICE}

        walk(known, tmp_path, steps)


class TestOrderOnPaper:
    ENTRY = listing(agency=FIA)
    FRAMED = court("framed", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS)
    """Another agency's paper in the case of whoever is served."""
    ADMITTED = custody(
        "in", "ADMISSION", "2020-07-15", agency=PRISONS,
        case_references=(fir(), CaseReference("PRISON_UNDER_TRIAL", "LHR/4/2020"), CaseReference("ORDER", "LHC/9/2020")),
    )  # fmt: skip

    def test_by_the_owner_holds_others_papers_about_its_person_for_two_weeks(
        self, known: Federation, tmp_path: Path
    ) -> None:
        other = court("other", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS, subject=person(cnic(7), name="Else"))
        elsewhere = party("elsewhere", agency=SINDH, case_references=(fir(9),))
        served = on_paper(agency=POLICE)

        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, other, self.ENTRY, elsewhere, served)
            node.now_ms += PAPER_MS - 1
            assert (await klass(node, self.FRAMED)).own_sealed
            assert not (await klass(node, self.FRAMED)).sealed, "the court of the case is not blinded"
            assert (await klass(node, served)).own_sealed
            for record in (other, self.ENTRY, elsewhere, case_file()):
                assert not (await klass(node, record)).own_sealed, record.record_id
            node.now_ms += 1
            assert not (await klass(node, self.FRAMED)).own_sealed
            assert (await klass(node, served)).own_sealed, "its writer's own stay capped"

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize("writer", [POLICE, PRISONS, FIA])
    def test_holds_what_others_hold_by_who_has_a_part_in_the_case_alone(
        self, known: Federation, tmp_path: Path, writer: str
    ) -> None:
        own = party("own", agency=writer)

        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, self.ADMITTED, own, on_paper(agency=writer))
            assert (await klass(node, own)).own_sealed, "whoever is served caps its own at once"
            assert (await klass(node, self.FRAMED)).own_sealed == (writer != FIA)

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize("first", [POLICE, PRISONS])
    def test_another_speaker_goes_on_by_the_same_clock(self, known: Federation, tmp_path: Path, first: str) -> None:
        (second,) = {POLICE, PRISONS} - {first}

        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, self.ADMITTED, on_paper("p1", agency=first))
            node.now_ms += PAPER_MS - DAY_MS
            await node.put(on_paper("p2", agency=second))
            assert (await klass(node, self.FRAMED)).own_sealed
            node.now_ms += DAY_MS
            assert not (await klass(node, self.FRAMED)).own_sealed
            await node.put(on_paper("p3", agency=first), on_paper("p4", "PSEUDONYM", agency=second))
            assert not (await klass(node, self.FRAMED)).own_sealed

        walk(known, tmp_path, steps)

    def test_a_stranger_s_begins_no_clock(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, on_paper())
            node.now_ms += PAPER_MS
            await node.put(on_paper("p2", agency=POLICE))
            assert (await klass(node, self.FRAMED)).own_sealed

        walk(known, tmp_path, steps)

    def test_refused_the_papers_of_other_speakers_hold_on(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, self.ADMITTED, on_paper("p1", agency=PRISONS))
            await decide(node, "ORDER_ON_PAPER", "REJECTED")
            assert not (await klass(node, self.FRAMED)).own_sealed
            await node.put(on_paper("p2", agency=PRISONS))
            assert not (await klass(node, self.FRAMED)).own_sealed
            await node.put(on_paper("p3", agency=POLICE))
            assert (await klass(node, self.FRAMED)).own_sealed

        walk(known, tmp_path, steps)

    def test_works_on_its_writer_s_own_as_it_says(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, ACCUSED, on_paper(kind="PSEUDONYM", agency=POLICE))
            for record, held in ((ACCUSED, False), (self.FRAMED, True)):
                seen = await klass(node, record)
                assert (seen.pseudonym, seen.own_sealed) == (not held, held)

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize("again", ["another record", "another version", "withdrawn", "expunged"])
    def test_holds_once(self, known: Federation, tmp_path: Path, again: str) -> None:
        first = on_paper(agency=POLICE)
        second = {
            "another record": [on_paper("p2", agency=POLICE)],
            "another version": [following(first)],
            "withdrawn": [withdrawn(first), on_paper("p2", agency=POLICE)],
            "expunged": [expunged(first), on_paper("p2", "PSEUDONYM", agency=POLICE)],
        }[again]

        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, first)
            node.now_ms += PAPER_MS
            await node.put(*second)
            assert not (await klass(node, self.FRAMED)).own_sealed

        walk(known, tmp_path, steps)

    def test_without_a_copy_or_of_another_case_holds_nothing_of_others(self, known: Federation, tmp_path: Path) -> None:
        bare = order("bare", "SEALED", agency=POLICE, court="Sessions Court Multan")
        elsewhere = on_paper("elsewhere", agency=POLICE, case_references=(fir(9),))

        async def steps(node: Node) -> None:
            await node.put(case_file(), self.FRAMED, bare, elsewhere)
            assert not (await klass(node, self.FRAMED)).own_sealed

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize(("decision", "sealed"), [("UPHELD", True), ("REJECTED", False)])
    def test_read_it_is_the_court_s_word_or_the_writer_s_alone(
        self, known: Federation, tmp_path: Path, decision: str, sealed: bool
    ) -> None:
        entry = listing(agency=POLICE)

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, entry, on_paper())
            node.now_ms += DAY_MS
            assert (await decide(node, "ORDER_ON_PAPER", decision)).upheld_until_ms == 0
            for record in (ACCUSED, entry, case_file()):
                assert (await klass(node, record, 300)).sealed == (sealed and record.subject is not None)
                assert not (await klass(node, record)).own_sealed
            own = await klass(node, on_paper())
            assert (own.sealed, own.own_sealed) == (sealed, not sealed)

        walk(known, tmp_path, steps)

    def test_another_version_is_another_copy_to_read(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            first = on_paper()
            await node.put(case_file(), ACCUSED, first)
            await decide(node, "ORDER_ON_PAPER")
            await node.put(following(first, body=changed_body(first, type="PSEUDONYM")))
            assert not (await klass(node, ACCUSED)).sealed
            (claim,) = await claims_of(node, "ORDER_ON_PAPER")
            assert claim.state == "OPEN"

        walk(known, tmp_path, steps)

    def test_a_stranger_s_hides_nothing_from_the_owner(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED)
            before = (await node.history(caller(POLICE, OFFICER))).timeline
            await node.put(on_paper())
            assert (await node.history(caller(POLICE, OFFICER))).timeline == before

        walk(known, tmp_path, steps)


class TestExtract:
    def test_of_a_conviction_makes_one_once_confirmed(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, extract("CONVICTION"))
            assert (await klass(node, ACCUSED)).standing == "ACCUSATION"
            (case,) = (await node.history(caller(POLICE, OFFICER))).cases
            assert case.standing == "ACCUSATION"
            await decide(node, "EXTRACT")
            assert (await klass(node, ACCUSED, 900)).standing == "FINDING"
            (case,) = (await node.history(caller(POLICE, OFFICER))).cases
            assert case.standing == "FINDING"
            await decide(node, "EXTRACT", "REJECTED")
            assert (await klass(node, ACCUSED)).standing == "ACCUSATION"

        walk(known, tmp_path, steps)

    def test_of_an_acquittal_hides_others_entries_as_a_court_s_record_does(
        self, known: Federation, tmp_path: Path
    ) -> None:
        entry = replace(listing(agency=SINDH), body=changed_body(listing(), issued="2020-12-01"))

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, entry, extract("ACQUITTAL"))
            assert not (await klass(node, entry)).favourable
            await decide(node, "EXTRACT")
            assert (await klass(node, entry)).favourable

        walk(known, tmp_path, steps)

    def test_of_somebody_who_has_no_part_in_the_case_counts_for_nothing(
        self, known: Federation, tmp_path: Path
    ) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, extract("CONVICTION", agency=SINDH))
            await decide(node, "EXTRACT")
            assert (await klass(node, ACCUSED)).standing == "ACCUSATION"

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize(("verdict", "standing"), [("APPLIED", "FINDING"), ("REFUSED", "ACCUSATION")])
    def test_of_a_court_that_is_a_member_only_that_court_confirms(
        self, known: Federation, tmp_path: Path, verdict: str, standing: str
    ) -> None:
        copy = extract("CONVICTION")
        copy = replace(copy, body=changed_body(copy, extract=replace(COPY, court="Sessions Court Lahore")))

        async def steps(node: Node) -> None:
            await node.put(case_file(), ACCUSED, copy)
            with pytest.raises(ClaimClosed):
                await decide(node, "EXTRACT")
            (asked,) = await claims_of(node, "EXTRACT", keeper(SESSIONS))
            assert (asked.record, asked.speaker) == (copy.record_name, "")
            assert await claims_of(node, "EXTRACT", keeper(POLICE)) == ()
            stranger = answer_to(asked.claim, verdict, FIA)
            refused = (await node.send(node.page(FIA, [stranger]), FIA)).refused
            assert [each.rule for each in refused] == ["claim-unknown"]
            assert (await klass(node, ACCUSED)).standing == "ACCUSATION"
            await node.put(answer_to(asked.claim, verdict, SESSIONS))
            assert (await klass(node, ACCUSED)).standing == standing
            with pytest.raises(ClaimClosed):
                await decide(node, "EXTRACT", "REJECTED")

        walk(known, tmp_path, steps)

    def test_a_history_as_of_before_shows_the_version_of_then_as_reported(
        self, known: Federation, tmp_path: Path
    ) -> None:
        async def steps(node: Node) -> None:
            first = extract("ACQUITTAL")
            await node.put(case_file(), ACCUSED, first)
            then = node.now_ms
            node.now_ms += DAY_MS
            await node.put(following(first))
            await decide(node, "EXTRACT")
            who = caller(POLICE, OFFICER)
            (now,) = (await node.history(who)).cases
            (before,) = (await node.history(who, as_of_recorded_ms=then)).cases
            assert "no court's record held" not in now.outcome
            assert "no court's record held" in before.outcome

        walk(known, tmp_path, steps)

    def test_is_confirmed_version_by_version(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            first = extract("ACQUITTAL")
            await node.put(case_file(), ACCUSED, first)
            await decide(node, "EXTRACT")
            turned = following(first, body=changed_body(first, type="CONVICTION"))
            await node.put(turned)
            assert (await klass(node, ACCUSED)).standing == "ACCUSATION"
            (case,) = (await node.history(caller(POLICE, OFFICER))).cases
            assert case.standing == "ACCUSATION"

        walk(known, tmp_path, steps)
