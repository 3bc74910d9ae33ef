"""Cases and persons are put together as `cases.py` does, with the quick way for the common case giving the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.speaker import case_authority
from services.records.law import cases
from services.records.protection.classes import own_of
from services.records.protection.groups import Member, authority, dossier, group
from services.records.sealing import Index
from services.records.tokens import Blinder
from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import FIA, case_file, cnic, court, event, fir, party, person, withdrawn

BLINDER = Blinder(Index(bytes(32)))
NUMBERS = [fir(1), fir(2), CaseReference("COURT_CASE", "L/1/2020"), CaseReference("PRISON_CONVICT", "L/2"),
           CaseReference("CRO", "L/3"), CaseReference("ENQUIRY", "FIA/1/2020")]  # fmt: skip


def member(record: RecordVersion) -> Member:
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


@st.composite
def papers(draw: st.DrawFn) -> list[RecordVersion]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        refs = tuple(draw(st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True)))
        kind = draw(st.sampled_from(["CASE_FILE", "PARTY", "INVESTIGATION_EVENT"]))
        if kind == "INVESTIGATION_EVENT":
            made.append(event(f"r{number}", "TRANSFER", "2020-06-01", case_references=refs))
        else:
            made.append((case_file if kind == "CASE_FILE" else party)(f"r{number}", case_references=refs))
    return made


@budget(300)
@given(papers())
def test_cases_are_those_of_the_rules(records: list[RecordVersion]) -> None:
    found = [each for each in group([member(record) for record in records]) if each.numbered]
    ours = sorted(tuple(sorted((*each.common, *(i for one in each.people for i in one)))) for each in found)
    assert ours == sorted(tuple(sorted(case.members)) for case in cases.group(records))


@given(papers())
def test_every_record_is_somewhere(records: list[RecordVersion]) -> None:
    found = group([member(record) for record in records])
    assert {i for each in found for i in (*each.common, *(i for one in each.people for i in one))} == set(
        range(len(records))
    )


def test_persons_within_a_case() -> None:
    by_number, by_name = party("a"), party("b", subject=person(number=""))
    another, nobody = (
        party("c", subject=person(cnic(9), name="Other")),
        party("d", subject=person(number="", name="", born="")),
    )
    [case] = group([member(each) for each in (case_file(), by_number, another, by_name, nobody)])
    assert case.common == (0,)
    assert {frozenset(each) for each in case.people} == {frozenset({1, 3}), frozenset({2}), frozenset({4})}


def test_several_persons_without_any_number_stay_apart() -> None:
    unnamed = [party(each, subject=person(number="", name="", born="")) for each in "ab"]
    [case] = group([member(each) for each in unnamed])
    assert case.people == ((0,), (1,))


def test_a_dossier_is_about_one_person_and_what_they_are_accused_of() -> None:
    records = [
        case_file(),
        party("a"),
        party("v", role="VICTIM"),
        party("o", subject=person(cnic(9), name="Other"), agency=FIA),
    ]
    members = [member(each) for each in records]
    [case] = group(members)
    first, second = case.people
    assert [record.record_id for record in dossier(members, case, first, 0).records] == ["file", "a"]
    assert [record.record_id for record in dossier(members, case, second, 0).records] == ["file", "o"]
    assert [record.record_id for record in dossier(members, case, second, 0, FIA).records] == ["o"]
    assert [record.record_id for record in dossier(members, case, (), 0).records] == ["file"]


def test_whose_case_it_is_say_all_its_papers_and_not_one_persons() -> None:
    """A court that charged one of two accused is seized of the case, and its word on the other decides."""
    members = [member(each) for each in (case_file(), court("c", "CHARGE_FRAMED", "2020-06-14"), party("a"))]
    members.append(member(party("o", subject=person(cnic(9), name="Other"))))
    [case] = group(members)
    alone = next(one for one in case.people if one == (3,))
    papers = dossier(members, case, alone, 0)
    assert papers.authority == authority(members, case) != case_authority(papers.records)


def test_a_victim_alone_has_a_dossier_of_their_own() -> None:
    records = [case_file(), party("v", role="VICTIM"), withdrawn(party("w", role="VICTIM"))]
    members = [member(each) for each in records]
    [case] = group(members)
    assert [record.record_id for record in dossier(members, case, case.people[0], 0).records] == ["file", "v"]
