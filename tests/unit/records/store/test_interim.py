"""Words for a time: one clock a person, whoever repeats them and in whichever order they come."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.clocks import BORN_MS, DAY_MS, HIDDEN_AGAIN_MS, HIDDEN_MS, PAPER_MS
from services.records.protection.classes import NOTHING, own_of
from services.records.protection.groups import Member
from services.records.protection.interim import (
    BORN,
    MAX_STEPS,
    NEVER,
    ON_PAPER,
    PROTECTED,
    Ends,
    Key,
    begun,
    end_of,
    keys,
    order_end,
    order_fact,
    own_keys,
    stated,
    steps,
)
from services.records.protection.orders import apply_orders, everywhere
from services.records.sealing import Index
from services.records.time_rows import InterimRow
from services.records.tokens import Blinder
from services.values.records import Birth, CaseReference, Extract, Identifier, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    HIGH_COURT,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    changed_body,
    cnic,
    fir,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.stated import OfCase

BLINDER = Blinder(Index(bytes(32)))
COPY = Extract("Sessions Court Multan", "7", "2022-01-01", bytes(32))
T0 = 1_700_000_000_000
TERMS = {PROTECTED: HIDDEN_MS, BORN: BORN_MS, ON_PAPER: PAPER_MS}


def member(record: RecordVersion) -> Member:
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


def shelter(*numbers: int, agency: str = CHILD_PROTECTION) -> Member:
    who = replace(person(""), identifiers=tuple(Identifier("CNIC", cnic(each)) for each in numbers))
    return member(order("o", "PROTECTED_PERSON", agency=agency, subject=who))


def certificate(*numbers: int, agency: str = FIA, sha256: bytes = bytes(32), **more: Unpack[OfCase]) -> Member:
    birth = Birth("2010-01-01", "2010-01-01", "CRC", issuer="NADRA", number="7", sha256=sha256)
    who = replace(person(""), identifiers=tuple(Identifier("CNIC", cnic(each)) for each in numbers), birth=birth)
    return member(party("c", agency=agency, subject=who, **more))


def copied(record: RecordVersion) -> RecordVersion:
    return replace(record, body=changed_body(record, extract=COPY))


class TestWhatIsStated:
    @pytest.mark.parametrize(
        ("record", "fact"),
        [
            (order("o", "PROTECTED_PERSON", agency=CHILD_PROTECTION), PROTECTED),
            (order("o", "PROTECTED_PERSON", agency=POLICE), ""),
            (order("o", "PROTECTED_PERSON", agency=HIGH_COURT), ""),
            (order("o", "SEALED", agency=CHILD_PROTECTION), ""),
            (copied(order("o", "SEALED", agency=POLICE)), ON_PAPER),
            (copied(order("o", "SEALED", agency=SESSIONS)), ""),
            (order("o", "SEALED", agency=POLICE), ""),
            (withdrawn(copied(order("o", "SEALED", agency=POLICE))), ""),
            (party(), ""),
        ],
    )
    def test_an_order_for_a_time(self, record: RecordVersion, fact: str) -> None:
        assert order_fact(member(record)) == fact

    @pytest.mark.parametrize(
        ("held", "words"),
        [(certificate(1), 1), (certificate(1, sha256=b""), 0),
         (certificate(1, agency=POLICE), 1), (member(party()), 0)],
    )  # fmt: skip
    def test_a_birth_by_a_document_of_whom_the_law_does_not_trust(self, held: Member, words: int) -> None:
        assert len(list(stated(held))) == words

    def test_a_document_that_tells_no_day_is_no_word(self) -> None:
        held = certificate(1)
        assert held.record.subject is not None
        assert held.record.subject.birth is not None
        undated = replace(held.record.subject.birth, earliest="", latest="")
        assert list(stated(member(replace(held.record, subject=replace(held.record.subject, birth=undated))))) == []

    def test_oversight_confirms_a_copy_and_that_copy_alone(self) -> None:
        copy, other, plain = (copied(order("o", "SEALED")), copied(order("p", "SEALED")), order("o", "SEALED"))
        ends = Ends(confirmed=frozenset({(copy.agency, copy.record_id)}))
        assert [ends.is_confirmed(member(each)) for each in (copy, other, plain)] == [True, False, False]
        assert not Ends().is_confirmed(member(copy))

    def test_a_prison_s_document_does_not_end(self) -> None:
        own = certificate(1, agency=PRISONS, case_references=(CaseReference("PRISON_CONVICT", "LHR/4/2020"),))
        assert list(stated(own)) == []

    def test_it_is_kept_by_the_person_s_numbers_else_by_name_within_the_case(self) -> None:
        by_number, by_name = keys(certificate(1, 2), BORN), keys(certificate(), BORN)
        assert len(by_number) == 2
        assert all("/" not in key.token and not key.speaker for key in by_number)
        assert by_name
        assert all("/" in key.token for key in by_name)
        elsewhere = keys(certificate(case_references=(fir(9),)), BORN)
        assert not {key.token for key in by_name} & {key.token for key in elsewhere}

    def test_all_speak_as_one_of_a_protected_person_and_of_a_birth(self) -> None:
        assert {key.speaker for key in keys(shelter(1), PROTECTED)} == {""}
        assert {key.speaker for key in keys(certificate(1), BORN)} == {""}


class TestClocks:
    @pytest.mark.parametrize(("after_ms", "hidden"), [(HIDDEN_MS - 1, True), (HIDDEN_MS, False)])
    def test_a_body_s_word_hides_what_accuses_for_its_time_alone(self, after_ms: int, hidden: bool) -> None:
        """Of the same person a victim's paper stays protected after it."""
        word = shelter(1)
        rows = {key: InterimRow(*key, T0) for key in keys(word, PROTECTED)}
        orders = everywhere([word], Ends(rows, at_ms=T0 + after_ms))
        for role, protected in (("ACCUSED", hidden), ("LISTED", hidden), ("VICTIM", True)):
            paper = member(party(role=role, subject=person(cnic(1))))
            assert apply_orders(paper, NOTHING, orders).protected_person is protected, role

    @pytest.mark.parametrize("fact", [PROTECTED, BORN, ON_PAPER])
    def test_at_its_end_exactly_it_has_ended(self, fact: str) -> None:
        row = InterimRow(fact, "t", "", T0)
        assert not Ends(at_ms=T0 + TERMS[fact] - 1).over(row)
        assert Ends(at_ms=T0 + TERMS[fact]).over(row)

    def test_what_is_not_known_to_have_begun_goes_on(self) -> None:
        assert not Ends(at_ms=10**15).over(None)

    def test_oversight_lets_it_go_on_or_ends_it(self) -> None:
        longer = InterimRow(PROTECTED, "t", "", T0, extended_ms=T0 + 30 * DAY_MS)
        assert end_of(longer) == T0 + 30 * DAY_MS
        assert end_of(longer._replace(extended_ms=1)) == T0 + HIDDEN_MS, "never sooner than by itself"
        assert Ends(at_ms=T0).over(longer._replace(ended=1))

    @given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from([(1,), (2,), (1, 2)])), min_size=1, max_size=8))
    def test_no_repeating_makes_a_birth_count_longer(self, said: list[tuple[int, tuple[int, ...]]]) -> None:
        rows: dict[Key, InterimRow] = {}
        first: dict[str, int] = {}
        for day, numbers in sorted(said):
            word = certificate(*numbers)
            rows = begun([], [word], rows, T0 + day * DAY_MS)
            for key in keys(word, BORN):
                first.setdefault(key.token, T0 + day * DAY_MS)
        assert all(row.since_ms <= first[row.token] for row in rows.values())

    @given(st.lists(st.integers(0, 400), min_size=1, max_size=12))
    def test_a_body_s_word_begins_once_in_90_days(self, days: list[int]) -> None:
        rows: dict[Key, InterimRow] = {}
        starts: list[int] = []
        for day in sorted(days):
            rows = begun([], [shelter(1)], rows, T0 + day * DAY_MS)
            (row,) = rows.values()
            starts += [row.since_ms] if row.since_ms not in starts else []
        assert all(later - earlier >= HIDDEN_AGAIN_MS for earlier, later in pairwise(starts))

    def test_a_held_paper_begins_nothing_anew(self) -> None:
        rows = begun([], [shelter(1)], {}, T0)
        assert begun([shelter(1)], [], rows, T0 + HIDDEN_AGAIN_MS) == rows
        assert begun([], [shelter(1)], rows, T0 + HIDDEN_AGAIN_MS - 1) == rows
        (row,) = begun([], [shelter(1)], rows, T0 + HIDDEN_AGAIN_MS).values()
        assert row.since_ms == T0 + HIDDEN_AGAIN_MS

    def test_an_ended_word_stays_ended_for_another_body(self) -> None:
        rows = {key: row._replace(ended=1) for key, row in begun([], [shelter(1)], {}, T0).items()}
        rows = begun([], [shelter(1, 2)], rows, T0 + DAY_MS)
        assert {row.ended for row in rows.values()} == {1}

    @given(
        st.lists(
            st.tuples(
                st.sampled_from([(1,), (2,), (3,), (1, 2), (2, 3)]), st.sampled_from([FIA, SINDH]), st.booleans()
            ),
            max_size=7,
        ),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_papers_does_not_matter(
        self, said: list[tuple[tuple[int, ...], str, bool]], dice: Random
    ) -> None:
        words = [
            shelter(*numbers) if hides else certificate(*numbers, agency=agency) for numbers, agency, hides in said
        ]
        known = begun([], words[:2], {}, T0)
        shuffled = list(words)
        dice.shuffle(shuffled)
        assert begun([], words, known, T0 + DAY_MS) == begun([], shuffled, known, T0 + DAY_MS)


class TestSteps:
    def test_are_what_ends_after_now_in_order_and_not_too_many(self) -> None:
        ends = Ends({Key(BORN, str(n), ""): InterimRow(BORN, str(n), "", T0 + n) for n in range(-5, 90)}, at_ms=T0)
        found = steps([], ends._replace(at_ms=T0 + BORN_MS))
        assert found.times == [T0 + BORN_MS + n for n in range(1, MAX_STEPS + 1)]
        assert found.again_ms == found.times[-1], "then the rest"
        few = steps([], ends._replace(at_ms=T0 + BORN_MS + 89 - MAX_STEPS))
        assert (len(few.times), few.again_ms) == (MAX_STEPS, 0)

    def test_an_order_ends_after_its_day(self) -> None:
        dated = order("o", "SEALED")
        dated = replace(dated, body=changed_body(dated, until="2023-11-20"))
        end = order_end(member(dated))
        assert end is not None
        assert steps([member(dated)], Ends(at_ms=end - 1)).times == [end]
        assert steps([member(dated)], Ends(at_ms=end)).times == []
        assert order_end(member(order("o", "SEALED"))) is None

    def test_nothing_ends_where_nothing_is_known(self) -> None:
        assert steps([member(party())], NEVER) == ([], 0)


class TestOneClock:
    def test_all_speakers_of_an_order_on_paper_share_it_within_the_case(self) -> None:
        papers = [member(copied(order("o", "SEALED", agency=agency))) for agency in (POLICE, PRISONS)]
        assert keys(papers[0], ON_PAPER) == keys(papers[1], ON_PAPER)
        assert set(own_keys(papers[0], ON_PAPER)).isdisjoint(own_keys(papers[1], ON_PAPER))
        elsewhere = member(copied(order("o", "SEALED", agency=POLICE, case_references=(fir(9),))))
        assert set(keys(papers[0], ON_PAPER)).isdisjoint(keys(elsewhere, ON_PAPER))

    def test_a_clock_of_before_goes_on_for_all(self) -> None:
        """Each speaker had a clock of its own; what oversight refused of one ends nobody else's."""
        held = member(copied(order("o", "SEALED", agency=POLICE)))
        rows = {key: InterimRow(*key, T0, ended=1) for key in own_keys(held, ON_PAPER)}
        found = begun([held], [], rows, T0 + DAY_MS)
        ends = Ends(found, at_ms=T0 + DAY_MS)
        shared = ends.row(member(copied(order("o", "SEALED", agency=PRISONS))), ON_PAPER)
        assert shared is not None
        assert (shared.since_ms, shared.ended) == (T0, 0)
        assert ends.refused(held)
        assert not ends.refused(member(copied(order("o", "SEALED", agency=PRISONS))))
