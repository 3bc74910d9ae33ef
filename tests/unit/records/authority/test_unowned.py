"""Who dates the act and whose steps count, over every owner, writer and reader; no clause of it can go unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from services.records.authority import ownership, reference
from services.records.authority.ownership import owner_of
from services.records.authority.speaker import CaseAuthority, Speaker, case_authority
from services.records.authority.table import Degree
from services.records.law import juvenile, steps
from services.records.law.juvenile import Act, Acts
from services.values.records import SILENT, CaseReference, RecordVersion, Voice
from tests.unit.records.papers import case_file, party, record, step

AGENCIES = ("pk.a", "pk.b", "pk.c")
DAY = {"pk.a": "2021-01-01", "pk.b": "2022-01-01", "pk.c": "2023-01-01"}
NUMBER = CaseReference("FIR", "KP/PESHAWAR/CITY/1/2024")
OWNERS = ("", *AGENCIES)
SOME = [frozenset(some) for size in (1, 2, 3) for some in combinations(AGENCIES, size)]


def paper(
    body: Any, agency: str, *numbers: CaseReference, holders: Sequence[str] = ("",), role: str = ""
) -> RecordVersion:
    made = record(body, agency=agency, cases=numbers or (NUMBER,), role=role)
    return replace(made, voice=Voice("POLICE", tuple(holders)))


def papers_of(owner: str, writers: frozenset[str]) -> list[RecordVersion]:
    """A case file of each, that dates the act to its own day."""
    return [paper(case_file(act=(DAY[each], DAY[each])), each, holders=(owner,)) for each in sorted(writers)]


def days_differing() -> Iterator[tuple[str, frozenset[str], str]]:
    """Where the day of the act is another than the reference model says."""
    for owner, writers, target in product(OWNERS, SOME, AGENCIES):
        found = juvenile.dated(papers_of(owner, writers), CaseAuthority(owner, frozenset())).of(target)
        said = [DAY[by] for by in sorted(writers) if reference.counts(owner, writers, by, target)]
        if (found.first, found.last) != ((min(said), max(said)) if said else ("", "")):
            yield owner, writers, target


def steps_differing() -> Iterator[tuple[str, str, str]]:
    """Where a step of the investigation counts otherwise."""
    for owner, by, target in product(OWNERS, AGENCIES, AGENCIES):
        for kind in ("CHALLAN_FINAL", "RELEASE_169"):
            made = paper(step(kind, "2024-03-01"), by, holders=(owner,), role="ACCUSED")
            event = steps.event_of(made, CaseAuthority(owner, frozenset()), target)
            assert event is not None
            if (event.word is Degree.OWN_CASE) != reference.moves(owner, by, target):
                yield owner, by, target


def test_the_reference_model_agrees_over_everything() -> None:
    assert list(days_differing()) == []
    assert list(steps_differing()) == []


def widest(records: Sequence[RecordVersion], case: CaseAuthority) -> Acts:
    """As it was: by all papers, where the owner wrote none."""
    own = [each for each in records if case.owner and each.agency == case.owner]
    return Acts(Act(*juvenile.act_dates(own or records)))


def nobody(records: Sequence[RecordVersion], case: CaseAuthority) -> Acts:
    own = [each for each in records if case.owner and each.agency == case.owner]
    return Acts(Act(*juvenile.act_dates(own)))


def each_its_own(records: Sequence[RecordVersion], case: CaseAuthority) -> Acts:
    return DATED(records, CaseAuthority("", case.courts))


def first_writer(records: Sequence[RecordVersion], case: CaseAuthority) -> Acts:
    own = [each for each in records if case.owner and each.agency == case.owner]
    return Acts(Act(*juvenile.act_dates(own or records[:1])))


DATED = juvenile.dated


@pytest.mark.parametrize("mutant", [widest, nobody, each_its_own, first_writer])
def test_another_rule_for_the_day_is_seen(mutant: Callable[..., Acts], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(juvenile, "dated", mutant)
    assert any(days_differing())


SPEAKER = steps._speaker
STEP_MUTANTS: dict[str, Callable[..., Speaker]] = {
    "anybody's, as it was": lambda r, case, kind, view: SPEAKER(r, case, kind, r.agency),
    "nobody's": lambda r, case, kind, view: case.speaker(r),
    "one's own in an owned case too": lambda r, case, kind, view: SPEAKER(
        r, CaseAuthority("", case.courts), kind, view
    ),
    "the owner's for others": lambda r, case, kind, view: Speaker.STRANGER if r.agency != view else Speaker.OWNER,
}


@pytest.mark.parametrize("name", STEP_MUTANTS)
def test_another_rule_for_steps_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_speaker", STEP_MUTANTS[name])
    assert any(steps_differing())


class TestDates:
    def test_a_stated_day_goes_before_that_of_a_report(self) -> None:
        mine = paper(party(), "pk.a", role="ACCUSED")
        acts = juvenile.dated([mine, *papers_of("", frozenset({"pk.b"}))], CaseAuthority("", frozenset()))
        assert (acts.of("pk.a").stated, acts.of("pk.b").stated) == (False, True)
        assert [act.first for act in acts.claimed("pk.a")] == [DAY["pk.b"]]
        assert list(acts.claimed("pk.b")) == []

    def test_who_wrote_nothing_knows_no_day(self) -> None:
        acts = juvenile.dated(papers_of("", frozenset({"pk.b"})), CaseAuthority("", frozenset()))
        assert acts.of("pk.a") == Act()
        assert [act.first for act in acts.claimed("pk.a")] == [DAY["pk.b"]]

    def test_words_of_before_date_it_for_everybody(self) -> None:
        old = replace(papers_of("", frozenset({"pk.b"}))[0], voice=SILENT)
        acts = juvenile.dated([old, *papers_of("", frozenset({"pk.a"}))], CaseAuthority("", frozenset()))
        assert (acts.of("pk.a").first, acts.of("pk.a").last) == (DAY["pk.a"], DAY["pk.b"])
        assert acts.of("pk.c").first == DAY["pk.b"]

    def test_first_day(self) -> None:
        assert Acts(Act()).first_day("pk.a") is None
        some = (("pk.a", Act("2024-01-02", "2024-01-02")), ("pk.b", Act("1970-01-03", "1970-01-03")))
        assert Acts(Act(), some).first_day("pk.a") == 2
        assert Acts(Act(), (*some, ("pk.c", Act()))).first_day("pk.a") is None

    def test_an_agency_without_a_paper_that_counts_has_no_first_day_of_others(self) -> None:
        """Others' day is a claim to it: a birth that is told later may make its record a child's."""
        some = (("pk.a", Act("2024-01-02", "2024-01-02")),)
        assert Acts(Act(), some).first_day("pk.c") is None
        assert Acts(Act("1970-01-02", "1970-01-02"), some).first_day("pk.c") == 1


ENQUIRY, COMPLAINT, MISSING = (CaseReference(kind, "N") for kind in ("ENQUIRY", "COMPLAINT", "MISSING_CHILD"))
HELD = CaseReference("FIR", "PB/LAHORE/ICHHRA/1/2024")


class TestTakingWhatIsNobodys:
    """Whoever names a number of its own beside one that nobody holds would date the act of everybody's records there."""

    PLAIN = paper(case_file(), "pk.a")

    @pytest.mark.parametrize("number", [ENQUIRY, COMPLAINT, MISSING], ids=lambda each: each.type)
    def test_an_own_number_beside_nobodys_fir_owns_nothing(self, number: CaseReference) -> None:
        both = paper(case_file(), "pk.b", NUMBER, number, holders=("", "pk.b"))
        alone = paper(case_file(), "pk.b", number, holders=("pk.b",))
        assert owner_of([self.PLAIN, both, alone]).agency == ""
        assert owner_of([both]).agency == ""
        assert owner_of([alone]).agency == "pk.b", "its own case is its own"

    def test_another_s_number_beside_it_makes_nobody_the_owner(self) -> None:
        for number in (ENQUIRY, HELD):
            strange = paper(party(), "pk.b", NUMBER, number, holders=("", "pk.c"), role="ACCUSED")
            assert case_authority([self.PLAIN, strange]).owner == ""

    def test_who_holds_an_fir_may_say_that_nobodys_is_the_same_case(self) -> None:
        tie = paper(case_file(), "pk.c", NUMBER, HELD, holders=("", "pk.c"))
        assert owner_of([self.PLAIN, tie]).agency == "pk.c"

    def test_a_stranger_takes_no_report_by_an_enquiry_beside_it(self) -> None:
        report = paper(case_file(), "pk.a", MISSING, holders=("pk.a",))
        for by, holder in product(("pk.b", "pk.c"), ("pk.b", "pk.c")):
            strange = paper(party(), by, MISSING, ENQUIRY, holders=("pk.a", holder), role="ACCUSED")
            assert owner_of([report, strange]).agency == "pk.a", (by, holder)
        own = paper(case_file(), "pk.a", MISSING, ENQUIRY, holders=("pk.a", "pk.b"))
        theirs = paper(case_file(), "pk.b", MISSING, ENQUIRY, holders=("pk.a", "pk.b"))
        assert owner_of([report, own, theirs]).agency == "pk.b", "both say that it is one case: the enquiry's holder"

    def test_numbers_of_one_holder_need_no_second_word(self) -> None:
        strange = paper(party(), "pk.b", ENQUIRY, MISSING, holders=("pk.a", "pk.a"), role="ACCUSED")
        assert owner_of([strange]).agency == "pk.a"

    @pytest.mark.parametrize("mutant", ["every number", "no nobody", "anybody"])
    def test_each_clause_is_seen(self, mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
        said = ownership._said
        mutants: dict[str, Callable[..., Any]] = {
            "every number": lambda numbers, agencies: numbers,
            "no nobody": lambda numbers, agencies: [each for each in said(numbers, agencies) if each.holder],
            "anybody": lambda numbers, agencies: said(numbers, {each.holder for each in numbers}),
        }
        monkeypatch.setattr(ownership, "_said", mutants[mutant])
        checks: list[Callable[[], None]] = [
            lambda: self.test_an_own_number_beside_nobodys_fir_owns_nothing(ENQUIRY),
            self.test_another_s_number_beside_it_makes_nobody_the_owner,
            self.test_a_stranger_takes_no_report_by_an_enquiry_beside_it,
        ]
        assert any(map(fails, checks))


def fails(check: Callable[[], None]) -> bool:
    try:
        check()
    except AssertionError:
        return True
    return False
