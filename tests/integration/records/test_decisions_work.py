"""What two officers of oversight decide works at once, for as long as it may; what they refuse never did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.records.authority.clocks import DAY_MS, UPHELD_MS
from services.records.errors import ClaimClosed
from services.values.records import CaseReference, ClaimAnswer, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    OFFICER,
    POLICE,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    following,
    listing,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, federation, keeper
from tests.integration.records.deciding import COPY, claims_of, decide, klass, walk

ACCUSED = party()
CHILD = replace(person(born=""), age_claimed=True)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("decisions"))


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
