"""Orders of protection: whose reach where, whom they spare, when they are over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.authority.speaker import case_authority
from services.records.authority.table import Reach
from services.records.protection.interim import Ends
from services.records.protection.orders import in_case, ordered
from services.records.tokens import people_tokens
from services.values.records import SILENT, CaseReference, Extract, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    CUSTOMS,
    FIA,
    HIGH_COURT,
    POLICE,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    crossing,
    expunged,
    fir,
    in_court,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.stated import ByCourt, Maker
from tests.rows import of_rows
from tests.unit.records.store.judging import BLINDER, derived, member

ENQUIRY = CaseReference("ENQUIRY", "FIA/LHR/1/2020")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2020")

OTHER = person(cnic(9), name="Other Man")


class TestOrders:
    def test_a_seal_reaches_the_person_in_its_case(self) -> None:
        papers = (case_file(), party(), party("o", subject=OTHER), order("s", "SEALED"))
        found = derived(*papers)
        assert (found["party"].sealed, found["o"].sealed, found["file"].sealed, found["s"].sealed) == (
            True,
            False,
            False,
            True,
        )
        there = party("there", case_references=(fir(2),))
        assert not derived(*papers, there)["there"].sealed

    def test_a_seal_without_a_case_and_a_protected_person_reach_them_everywhere(self) -> None:
        for wide in (order("s", "SEALED", case_references=()), order("s", "PROTECTED_PERSON")):
            found = derived(
                party("there", case_references=(fir(2),)), crossing(), party("o", subject=OTHER), orders=(wide,)
            )
            assert (found["there"].sealed or found["there"].protected_person) is True
            assert (found["crossing"].sealed or found["crossing"].protected_person) is True
            assert (found["o"].sealed, found["o"].protected_person) == (False, False)

    @of_rows("agency", [FIA, SINDH, POLICE, SESSIONS])
    @of_rows("of", ["SEALED", "PSEUDONYM", "PROTECTED_PERSON"])
    @of_rows("cases", [(), (fir(),), (fir(77),)])
    def test_an_order_of_anybody_else_works_on_the_writers_own_records_alone(
        self, agency: str, of: str, cases: tuple[CaseReference, ...]
    ) -> None:
        """By the CNIC, by the name, for the whole case: nothing of another's is hidden."""
        for who in (person(), person(number=""), replace(person(number=""), names=person().names[:1])):
            made = order("s", of, agency=agency, court="nowhere", subject=who, case_references=cases, pseudonym="A")
            mine, theirs = party("mine", agency=agency), party("theirs", agency=CUSTOMS)
            found = derived(case_file(agency=CUSTOMS), mine, theirs, listing(agency=CUSTOMS), made)
            for other in ("theirs", "list", "file"):
                assert not ordered(found[other])
            if cases == (fir(),) and people_tokens(BLINDER.people(who)):
                assert ordered(found["mine"])
                assert (found["mine"].sealed, found["mine"].own_sealed) == (False, of == "SEALED"), "no court's seal"

    def test_a_court_that_is_not_the_cases_seals_nothing_of_it_but_protects_a_person(self) -> None:
        foreign: ByCourt = {"agency": SESSIONS, "court": "Sessions Court Lahore", "case_references": (fir(),)}
        assert not derived(case_file(), party(), order("s", "SEALED", **foreign))["party"].sealed
        assert derived(case_file(), party(), order("s", "PROTECTED_PERSON", **foreign))["party"].protected_person

    def test_over_all_cases_only_a_superior_court_or_the_one_the_act_names_seals(self) -> None:
        there = party("there", agency=FIA, case_references=(fir(2),))
        named = order("s", "SEALED", agency=SESSIONS, court="Sessions Court Lahore", case_references=())
        assert derived(there, orders=(order("s", "SEALED", case_references=()),))["there"].sealed
        assert derived(there, orders=(named,))["there"].sealed
        no_act = replace(named, voice=named.voice._replace(acts=()))
        assert not derived(there, orders=(no_act,))["there"].sealed

    def test_a_protecting_bodys_word_is_interim_until_a_court_speaks(self) -> None:
        word = order("s", "PROTECTED_PERSON", agency=CHILD_PROTECTION, case_references=())
        alone = derived(case_file(), party(), orders=(word,))["party"]
        assert (alone.protected_person, alone.interim) == (True, True)
        court_s = order("t", "PROTECTED_PERSON")
        both = derived(case_file(), party(), court_s, orders=(word,))["party"]
        assert (both.protected_person, both.interim) == (True, False)
        role_alone = replace(word, voice=word.voice._replace(protects=()))
        assert not derived(case_file(), party(), orders=(role_alone,))["party"].protected_person

    def test_a_name_key_alone_reaches_within_the_case(self) -> None:
        wide = order("s", "SEALED", case_references=())
        nameless, namesake = person(number=""), person(cnic(5))
        for who in (nameless, namesake):
            there = party("there", subject=who, case_references=(fir(2),))
            assert not derived(there, orders=(wide,))["there"].sealed
        assert derived(case_file(), party(subject=namesake), order("s", "SEALED"))["party"].sealed

    def test_from_the_owner_too_only_by_a_court(self) -> None:
        assert derived(case_file(), party(), order("s", "SEALED", from_owner_too=True))["party"].from_owner_too
        assert not derived(case_file(), party(), order("s", "SEALED"))["party"].from_owner_too
        own = order("s", "SEALED", agency=POLICE, from_owner_too=True)
        assert not derived(case_file(), party(), own)["party"].from_owner_too

    @pytest.mark.parametrize(("by", "gone"), [("SAME", True), ("ABOVE", True), ("OTHER", False), ("POLICE", False)])
    def test_lifted_only_by_the_court_that_decided_or_one_above(self, by: str, gone: bool) -> None:
        number = CaseReference("ORDER", "LHR/9/2022")
        refs = (*in_court(fir()), number)
        seal = order("s", "SEALED", agency=SESSIONS, court="Sessions Court Lahore", case_references=refs)
        seal = replace(seal, voice=seal.voice._replace(holders=(*seal.voice.holders[:-1], SESSIONS)))
        by_whom: dict[str, Maker] = {
            "SAME": {"agency": SESSIONS, "court": "Sessions Court Lahore"},
            "ABOVE": {"agency": HIGH_COURT},
            "OTHER": {"agency": HIGH_COURT, "court": "Somebody else's"},
            "POLICE": {"agency": POLICE, "court": "Sessions Court Lahore"},
        }
        lift = order("l", "SEALED", lifted="2023-01-01", case_references=refs, **by_whom[by])
        assert derived(case_file(), party(), seal)["party"].sealed
        assert derived(case_file(), party(), seal, lift)["party"].sealed is not gone
        elsewhere = replace(lift, case_references=in_court(fir()))
        assert derived(case_file(), party(), seal, elsewhere)["party"].sealed, "it names no order"

    def test_an_order_from_before_words_were_kept_hides_on(self) -> None:
        before = replace(order("s", "SEALED", agency=SINDH), voice=SILENT)
        assert derived(case_file(), party(), before)["party"].sealed
        wide = replace(order("s", "SEALED", agency=SINDH, case_references=(), subject=person(number="")), voice=SILENT)
        assert derived(party("there", subject=person(cnic(5)), case_references=(fir(2),)), orders=(wide,))[
            "there"
        ].sealed

    def test_an_order_that_names_nobody_who_could_be_told_apart_reaches_the_whole_case(self) -> None:
        unnamed = replace(person(number=""), names=(person().names[0],))
        found = derived(case_file(), party(), order("s", "PROTECTED_PERSON", subject=unnamed))
        assert all(each.protected_person for each in found.values())

    @pytest.mark.parametrize("of", ["SEALED", "PSEUDONYM", "PROTECTED_PERSON"])
    @pytest.mark.parametrize("known_by", ["number", "name"])
    def test_known_by_number_or_by_name_alone_it_is_about_them_and_no_other(self, of: str, known_by: str) -> None:
        who = replace(person(), names=person().names[:1]) if known_by == "number" else person(number="")
        made = order("s", of, subject=who, pseudonym="A")
        found = derived(case_file(), party(subject=who), party("o", subject=OTHER), made)
        field = {"SEALED": "sealed", "PSEUDONYM": "pseudonym"}.get(of, "protected_person")
        assert (getattr(found["party"], field), getattr(found["o"], field)) == (True, False)
        elsewhere = derived(party("there", subject=who, case_references=(fir(2),)), orders=(made,))["there"]
        assert getattr(elsewhere, field) is (of == "PROTECTED_PERSON" and known_by == "number")

    @pytest.mark.parametrize("of", ["SEALED", "PSEUDONYM"])
    def test_an_order_from_elsewhere_takes_nothing_from_that_of_the_case(self, of: str) -> None:
        of_case = order("s", of, pseudonym="A")
        wide = order("p", "PROTECTED_PERSON", case_references=(fir(9),), spared=("pk.fia",))
        found = derived(case_file(), party(), of_case, orders=(wide,))["party"]
        assert found.sealed or found.pseudonym
        assert found.protected_person
        unnamed = replace(person(number=""), names=person().names[:1])
        of_all = order("p", "PROTECTED_PERSON", subject=unnamed)
        both = derived(case_file(), party(), of_all, orders=(replace(of_case, case_references=()),))["party"]
        assert both.protected_person
        assert both.sealed or both.pseudonym

    @pytest.mark.parametrize(
        "over",
        [withdrawn(order("s", "SEALED")), expunged(order("s", "SEALED")), order("s", "SEALED", lifted="2022-02-01")],
    )
    def test_an_order_that_is_over(self, over: RecordVersion) -> None:
        assert not derived(case_file(), party(), over)["party"].sealed

    def test_only_whom_every_order_spares_is_spared(self) -> None:
        """Two orders' lists were once united, so that one opened what the other had sealed."""
        first = order("s", "SEALED", spared=("pk.fia", "pk.sindh-police"))
        second = order("t", "PSEUDONYM", spared=("pk.fia/fia-1", "pk.punjab-police/pp-7"), pseudonym="A")
        found = derived(case_file(), party(), first, second)["party"]
        assert found.spared == {"pk.fia/fia-1"}
        assert (found.sealed, found.pseudonym, found.protected_person) == (True, True, False)
        assert derived(case_file(), party(), second, first)["party"].spared == {"pk.fia/fia-1"}

    def test_a_stranger_s_order_spares_nobody_from_a_courts(self) -> None:
        sealed = order("s", "SEALED", spared=("pk.sindh-police",))
        for own in (
            order("t", "SEALED", agency=FIA, spared=(FIA,)),
            order("t", "SEALED", agency=POLICE, spared=(FIA,)),
        ):
            assert derived(case_file(), party(), sealed, own)["party"].spared == {"pk.sindh-police"}
        alone = derived(case_file(), party(), order("t", "SEALED", agency=POLICE, spared=(FIA,)))["party"]
        assert (alone.spared, alone.own_sealed) == (frozenset({FIA}), True)

    def test_over_several_cases_too_every_order_must_spare(self) -> None:
        """A paper of two cases, each with an order of its own."""
        both = party("both", case_references=(fir(1), fir(2)))
        first = order("s", "SEALED", spared=("pk.fia",), case_references=(fir(1),))
        second = order("t", "SEALED", spared=("pk.sindh-police",), case_references=(fir(2),))
        assert derived(both, first)["both"].spared == {"pk.fia"}
        assert derived(both, first, second)["both"].spared == set()


@pytest.mark.parametrize(("confirmed", "reach"), [(False, Reach.OWN), (True, Reach.CASE)])
def test_a_copy_that_oversight_confirmed_is_a_courts_word_in_its_case(confirmed: bool, reach: Reach) -> None:
    copy = order("o", "SEALED", agency=POLICE)
    copy = replace(
        copy, body=changed_body(copy, extract=Extract("Sessions Court Multan", "7", "2022-01-01", bytes(32)))
    )
    papers = [case_file(), party(), copy]
    ends = Ends(confirmed=frozenset({(copy.agency, copy.record_id)} if confirmed else ()))
    [found] = in_case([member(paper) for paper in papers], case_authority(papers), ends)
    assert found.reach is reach
