"""What was worked out before a page's turn is taken only where it is what would be worked out in its turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from services.records.app.checked import Checked
from services.records.app.flagging import case_findings
from services.records.app.people import identity, stated
from services.records.app.precomputed import Precomputed
from services.records.law import standing
from services.records.law.ages import word_of
from services.records.law.rule import CASE
from services.records.law.ruling import findings
from services.records.protection.classes import Judged
from services.records.protection.groups import Member, dossier, group
from services.records.protection.protect import CasePapers, judge
from services.records.rows import BirthWord, PersonFacts
from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import POLICE, case_file, fir, party, person
from tests.unit.records.store.test_facts import NOW_MS, PAPERS, full, stored

ADULT, CHILD = (word_of(party(subject=person(born=born))) for born in ("1985-03-04", "2005-01-01"))


def checked(record: RecordVersion) -> Checked:
    """As ``checked.py`` leaves it, but for its bytes."""
    return Checked(record.name, 0, b"", b"", b"", b"", record, full(record), "", word_of(record), None, ())


def judged_now(members: Sequence[Member], said: dict[str, PersonFacts]) -> list[Judged]:
    papers = [CasePapers(case, [dossier(members, case, one, NOW_MS) for one in case.people]) for case in group(members)]
    return judge(members, papers, said)


def known(page: Sequence[Checked], born: BirthWord | None) -> dict[str, PersonFacts]:
    """What the store says: of everybody that the page names, one birth, or nothing."""
    tokens = {token for each in page for token in identity(each.member.people)}
    return {token: PersonFacts(token, (born,)) for token in tokens} if born else {}


some_papers = st.lists(st.sampled_from(PAPERS), min_size=1, max_size=8, unique_by=lambda record: record.record_id)


@budget(200)
@given(some_papers, st.sampled_from((None, ADULT, CHILD)))
def test_where_it_holds_all_is_judged_alike(papers: list[RecordVersion], born: BirthWord | None) -> None:
    page = [checked(each) for each in papers]
    members = [each.member for each in page]
    precomputed = Precomputed(page, NOW_MS)
    said = stated(page, known(page, born))
    holds = precomputed.holds(members, said)
    event(f"holds: {holds}")
    assert holds or born is not None
    if holds:
        assert list(precomputed.judged) == judged_now(members, said)
        assert [case.group for case in precomputed.papers] == group(members)


def test_a_birth_that_the_store_knows_otherwise_is_another_judgment() -> None:
    page = [checked(case_file()), checked(party())]
    members = [each.member for each in page]
    precomputed = Precomputed(page, NOW_MS)
    assert precomputed.holds(members, stated(page, {}))
    assert precomputed.holds(members, stated(page, known(page, ADULT)))
    said = stated(page, known(page, CHILD))
    assert not precomputed.holds(members, said)
    assert judged_now(members, said) != list(precomputed.judged)


@pytest.mark.parametrize("change", ["one more", "one less", "another order", "equal but not the same"])
def test_it_holds_for_these_very_versions_alone(change: str) -> None:
    page = [checked(case_file()), checked(party()), checked(party("other", case_references=(fir(9),)))]
    members = [each.member for each in page]
    precomputed, said = Precomputed(page, NOW_MS), stated(page, {})
    assert precomputed.holds(members, said)
    others = {
        "one more": [*members, stored(party("held"))],
        "one less": members[1:],
        "another order": members[::-1],
        "equal but not the same": [*members[:2], replace(members[2])],
    }
    assert not precomputed.holds(others[change], said)


TWO_CASES = (fir(1), CaseReference("FIR", "FIA/LAHORE/AHTC/7/2020"))
OF_TWO = party("two", case_references=TWO_CASES)
OF_ANOTHER = party("another", subject=person("3520299999991", name="Bilal"), case_references=TWO_CASES[:1])
LED = [*PAPERS, OF_TWO, OF_ANOTHER, replace(OF_ANOTHER, record_id="courts", case_references=TWO_CASES[1:])]
some_led = st.lists(st.sampled_from(LED), min_size=1, max_size=8, unique_by=lambda record: record.record_id)


def test_papers_of_another_say_whose_the_case_is() -> None:
    """The page's own paper, which names two agencies' numbers, leaves that open."""
    page = [checked(OF_TWO)]
    ready = Precomputed(page, NOW_MS)
    members = [page[0].member, stored(OF_ANOTHER)]
    owners = [
        [made.authority.owner for made in ready.dossiers(held, case)]
        for held in (members[:1], members)
        for case in group(held)
    ]
    assert owners == [[""], [""], [POLICE, POLICE], [""]]


@budget(150)
@given(some_led, st.lists(st.sampled_from(LED), max_size=4, unique_by=lambda record: record.record_id))
def test_dossiers_made_beforehand_are_those_made_later(papers: list[RecordVersion], held: list[RecordVersion]) -> None:
    """Alone, or beside records that the store turns out to hold."""
    made_before = [checked(each) for each in papers]
    page, ready = [each.member for each in made_before], Precomputed(made_before, NOW_MS)
    ready.run_rules()
    names = {each.record_id for each in papers}
    everybody = [*page, *(stored(each) for each in held if each.record_id not in names)]
    for members in (page, everybody, page[1:]):
        for case in group(members):
            for one, made in zip(case.people, ready.dossiers(members, case), strict=True):
                later = dossier(members, case, one, NOW_MS)
                assert made.authority == later.authority
                assert (made.records, made.place()) == (later.records, standing.place_after(later.all_events))
                assert list(case_findings(made)) == list(findings(CASE, later))
