"""What case and person make of a record: the rules of protection and the decision table's caps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.classes import Derived, own_of
from services.records.domain import Birth, CaseReference, Proclamation, RecordVersion
from services.records.facts import UNKNOWN_TO, pack, unpack
from services.records.groups import Member, dossier, group
from services.records.protect import CasePapers, Judged, judge
from services.records.rows import HeadRow, PersonFacts
from services.records.sealing import Index
from services.records.tokens import Blinder, people_tokens
from tests.fakes.record_maker import (
    FIA,
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
    order,
    party,
    person,
    version,
    withdrawn,
)

BLINDER = Blinder(Index(bytes(32)))
NOW_MS = 1_780_000_000_000
CHILD, OTHER = person(born="2005-01-01"), person(cnic(9), name="Other Man")
ENQUIRY = CaseReference("ENQUIRY", "FIA/LHR/1/2020")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2020")


def member(record: RecordVersion) -> Member:
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


def judged(
    *records: RecordVersion, said: dict[str, PersonFacts] | None = None, orders: tuple[RecordVersion, ...] = ()
) -> dict[str, Judged]:
    members = [member(record) for record in records]
    papers = [CasePapers(case, [dossier(members, case, one, NOW_MS) for one in case.people]) for case in group(members)]
    found = judge(members, papers, said or births(*records), [member(each) for each in orders])
    return {record.record_id: each for record, each in zip(records, found, strict=True)}


def births(*records: RecordVersion) -> dict[str, PersonFacts]:
    """What the store would say of the persons: every birth that these records state."""
    from services.records.facts import birth_days

    said: dict[str, PersonFacts] = {}
    for record in records:
        days = birth_days(record.subject.birth) if record.subject and record.subject.birth else None
        for token, strength in people_tokens(BLINDER.people(record.subject)):
            if days and strength:
                known = said.get(token) or PersonFacts(token, days[0], days[1], 0)
                first, last = min(known.born_from or 0, days[0]), max(known.born_to or days[1], days[1])
                said[token] = PersonFacts(token, first, last, 0)
    return said


def derived(*records: RecordVersion, **more: object) -> dict[str, Derived]:
    return {name: each.derived for name, each in judged(*records, **more).items()}  # type: ignore[arg-type]


class TestStanding:
    def test_follows_the_events_of_the_case(self) -> None:
        assert derived(case_file(), party())["party"].standing == "ALLEGATION"
        assert (
            derived(case_file(), party(), court("c", "CHARGE_FRAMED", "2020-06-01"))["party"].standing == "ACCUSATION"
        )
        told = derived(case_file(), party(), court("c", "CONVICTION", "2020-07-01", agency=SINDH))
        assert {each.standing for each in told.values()} == {"ACCUSATION"}, "on no court's word"
        ended = derived(case_file(), party(), court("c", "CONVICTION", "2020-07-01"))
        assert {each.standing for each in ended.values()} == {"FINDING"}

    def test_an_acquittal_is_favourable_for_him_and_for_the_file_when_he_is_alone(self) -> None:
        alone = derived(case_file(), party(), court("c", "ACQUITTAL", "2020-07-01"))
        assert all(each.favourable for each in alone.values())
        both = derived(case_file(), party(), party("o", subject=OTHER), court("c", "ACQUITTAL", "2020-07-01"))
        assert (both["party"].favourable, both["o"].favourable, both["file"].favourable) == (True, False, False)

    def test_a_withdrawn_event_says_nothing(self) -> None:
        end = court("c", "ACQUITTAL", "2020-07-01")
        assert not derived(case_file(), party(), withdrawn(end))["party"].favourable

    def test_a_victim_has_none(self) -> None:
        victim = party("v", role="VICTIM", subject=OTHER)
        assert derived(case_file(), party(), victim)["v"].standing == ""

    def test_a_crossing_has_none(self) -> None:
        assert derived(crossing())["crossing"].standing == ""

    def test_another_case_of_the_same_man_is_another_case(self) -> None:
        there = party("there", case_references=(fir(2),))
        found = derived(case_file(), party(), there, court("c", "ACQUITTAL", "2020-07-01"))
        assert (found["party"].favourable, found["there"].favourable) == (True, False)

    def test_a_record_of_two_cases_is_favourable_only_where_both_are(self) -> None:
        cell = custody("cell", "ADMISSION", "2020-07-02", agency=PRISONS, case_references=(fir(1), fir(2)))
        first = [
            case_file("f1", case_references=(fir(1),)),
            court("e1", "ACQUITTAL", "2020-07-01", case_references=(fir(1),)),
        ]
        second = court("e2", "ACQUITTAL", "2020-07-01", case_references=(fir(2),))
        assert not derived(cell, *first)["cell"].favourable
        assert derived(cell, *first, second)["cell"].favourable


class TestWarrants:
    """What ends in favour hides no warrant of later, and none on a word that is not the court's (E13)."""

    FREED = court("freed", "ACQUITTAL", "2021-02-01")

    @pytest.mark.parametrize("agency", [FIA, POLICE])
    def test_a_warrant_issued_by_that_day_goes_one_issued_later_stays(self, agency: str) -> None:
        for freed_on, hidden in (("2021-02-02", True), ("2021-02-01", True), ("2021-01-31", False)):
            freed = court("freed", "ACQUITTAL", freed_on)
            found = derived(case_file(), party(), freed, listing(agency=agency))
            assert found["party"].favourable
            assert found["list"].favourable == hidden, freed_on

    def test_a_proclamation_likewise(self) -> None:
        for at, hidden in (("2021-01-01", True), ("2021-03-01", False), ("", False)):
            paper = version("PROCLAMATION", "p", Proclamation("87", at, "x"), role="ACCUSED", subject=person())
            assert derived(case_file(), party(), self.FREED, paper)["p"].favourable == hidden, at

    def test_release_under_s_63_hides_nothing(self) -> None:
        freed = court("freed", "DISCHARGE", "2020-05-04")
        found = derived(case_file(), party(), freed, listing(type="WARRANT_NON_BAILABLE"))
        assert not any(each.favourable for each in found.values())

    def test_on_the_owners_word_other_owners_warrants_stay(self) -> None:
        told = court("freed", "ACQUITTAL", "2021-03-01", agency=POLICE)
        found = derived(case_file(), party(), told, listing("theirs", agency=FIA), listing("own", agency=POLICE))
        assert (found["party"].favourable, found["own"].favourable, found["theirs"].favourable) == (True, True, False)

    def test_a_stranger_hides_nothing(self) -> None:
        for kind in ("ACQUITTAL_265K", "DIVERTED", "QUASHED_561A"):
            told = court("freed", kind, "2021-03-01", agency=SINDH)
            assert not any(each.favourable for each in derived(case_file(), party(), told, listing()).values())

    def test_the_store_keeps_what_this_needs(self) -> None:
        paper = version("PROCLAMATION", "p", Proclamation("87", "2021-01-01", "x"), role="ACCUSED", subject=person())
        for each in (listing(), paper):
            kept = unpack(head_of(each), own_of(each)).body
            assert (getattr(kept, "issued", ""), getattr(kept, "at", "")) == (
                getattr(each.body, "issued", ""),
                getattr(each.body, "at", ""),
            )


def head_of(record: RecordVersion) -> HeadRow:
    people, cases = BLINDER.people(record.subject), BLINDER.cases(record)
    return HeadRow(
        1, record.agency, record.record_id, record.version, 1, record.kind, record.status, 1, 1, None, None,
        people, cases, pack(record),
    )  # fmt: skip


class TestAge:
    def test_a_child_at_the_act(self) -> None:
        assert derived(case_file(), party(subject=CHILD))["party"].juvenile == "YES"
        assert judged(case_file(), party(subject=CHILD))["party"].act_day is None
        adult = judged(case_file(), party())["party"]
        assert (adult.derived.juvenile, adult.act_day is not None) == ("NO", True)

    def test_a_range_that_straddles(self) -> None:
        young = replace(person(), birth=Birth("2001-01-01", "2003-01-01"))
        assert derived(case_file(), party(subject=young))["party"].juvenile == "POSSIBLE"

    def test_what_another_record_says_of_him_counts(self) -> None:
        silent, telling = (
            party(subject=person(born="")),
            party("t", agency=SINDH, subject=CHILD, case_references=(fir(9),)),
        )
        assert derived(case_file(), silent)["party"].juvenile == "NO"
        assert derived(case_file(), silent, telling)["party"].juvenile == "YES"
        assert derived(case_file(), silent, said=births(telling))["party"].juvenile == "YES"

    def test_words_that_differ_widen_the_range(self) -> None:
        assert derived(case_file(), party(), party("t", agency=SINDH, subject=CHILD))["party"].juvenile == "POSSIBLE"

    def test_a_victims_age_is_no_matter_and_neither_is_a_child_alerts(self) -> None:
        assert derived(case_file(), party(role="VICTIM", subject=CHILD))["party"].juvenile == "NO"
        assert judged(case_file(), party(role="VICTIM", subject=CHILD))["party"].act_day == UNKNOWN_TO
        assert derived(listing(type="CHILD_ALERT", subject=CHILD))["list"].juvenile == "NO"
        assert derived(listing(subject=CHILD))["list"].juvenile == "YES"

    @pytest.mark.parametrize(
        "done",
        [
            event("d", "DIVERTED", "2020-06-01", subject=CHILD),
            custody("d", "RELEASE", "2021-06-01", reason="SENTENCE_SERVED", subject=CHILD),
        ],
    )
    def test_done(self, done: RecordVersion) -> None:
        assert derived(case_file(), party(subject=CHILD), done)["party"].juvenile == "DONE"

    def test_diverted_he_was_a_child_whatever_births_say(self) -> None:
        diverted = court("d", "DIVERTED", "2020-06-01")
        assert derived(case_file(), party(), diverted)["party"].juvenile == "DONE"

    def test_a_paper_without_a_number_counts_beside_those_with_one(self) -> None:
        """Nobody else may have told the store of that birth."""
        unnumbered = party("n", agency=SINDH, subject=person(number="", born="2005-01-01"))
        found = derived(case_file(), party(), unnumbered, said=births(party()))
        assert (found["party"].juvenile, found["n"].juvenile) == ("POSSIBLE", "POSSIBLE")

    def test_an_accused_who_was_taken_back_opens_no_case_file_of_a_child(self) -> None:
        child, gone = party(subject=CHILD), withdrawn(party("o", subject=OTHER))
        assert derived(case_file(), child, gone)["file"].juvenile == "YES"
        witness = party("w", role="WITNESS", subject=OTHER)
        assert derived(case_file(), child, gone, witness)["file"].juvenile == "YES"

    def test_the_case_file_is_as_its_least_protected_accused(self) -> None:
        alone = derived(case_file(), party(subject=CHILD))
        assert alone["file"].juvenile == "YES"
        assert derived(case_file(), party(subject=CHILD), party("o", subject=OTHER))["file"].juvenile == "NO"

    def test_a_child_without_a_number_beside_a_man_with_one(self) -> None:
        nameless = person(number="", born="2006-01-01", name="Little")
        found = derived(case_file(), party(), party("c", subject=nameless))
        assert (found["party"].juvenile, found["c"].juvenile) == ("NO", "YES")


class TestOrders:
    def test_a_seal_reaches_the_person_in_its_case(self) -> None:
        papers = (case_file(), party(), party("o", subject=OTHER), order("s", "SEALED", agency=SINDH))
        found = derived(*papers)
        assert (found["party"].sealed, found["o"].sealed, found["file"].sealed, found["s"].sealed) == (
            True,
            False,
            False,
            True,
        )
        there = party("there", case_references=(fir(2),))
        assert not derived(*papers, there)["there"].sealed

    def test_a_seal_without_a_case_and_a_protected_person_reach_him_everywhere(self) -> None:
        for wide in (order("s", "SEALED", case_references=()), order("s", "PROTECTED_PERSON")):
            found = derived(
                party("there", case_references=(fir(2),)), crossing(), party("o", subject=OTHER), orders=(wide,)
            )
            assert (found["there"].sealed or found["there"].protected_person) is True
            assert (found["crossing"].sealed or found["crossing"].protected_person) is True
            assert (found["o"].sealed, found["o"].protected_person) == (False, False)

    def test_a_name_key_alone_reaches_whoever_has_no_number(self) -> None:
        wide = order("s", "SEALED", case_references=())
        nameless = person(number="")
        assert derived(party("there", subject=nameless, case_references=(fir(2),)), orders=(wide,))["there"].sealed
        namesake = person(cnic(5))
        assert not derived(party("there", subject=namesake, case_references=(fir(2),)), orders=(wide,))["there"].sealed
        assert derived(case_file(), party(subject=namesake), order("s", "SEALED"))["party"].sealed

    def test_an_order_that_names_nobody_who_could_be_told_apart_reaches_the_whole_case(self) -> None:
        unnamed = replace(person(number=""), names=(person().names[0],))
        found = derived(case_file(), party(), order("s", "PROTECTED_PERSON", subject=unnamed))
        assert all(each.protected_person for each in found.values())

    @pytest.mark.parametrize("of", ["SEALED", "PSEUDONYM", "PROTECTED_PERSON"])
    @pytest.mark.parametrize("known_by", ["number", "name"])
    def test_known_by_number_or_by_name_alone_it_is_about_him_and_no_other(self, of: str, known_by: str) -> None:
        him = replace(person(), names=person().names[:1]) if known_by == "number" else person(number="")
        made = order("s", of, subject=him, pseudonym="A")
        found = derived(case_file(), party(subject=him), party("o", subject=OTHER), made)
        field = {"SEALED": "sealed", "PSEUDONYM": "pseudonym"}.get(of, "protected_person")
        assert (getattr(found["party"], field), getattr(found["o"], field)) == (True, False)
        elsewhere = derived(party("there", subject=him, case_references=(fir(2),)), orders=(made,))["there"]
        assert getattr(elsewhere, field) is (of == "PROTECTED_PERSON")

    def test_an_order_without_a_number_reaches_whoever_bears_the_name(self) -> None:
        wide = order("s", "SEALED", case_references=(), subject=person(number=""))
        assert derived(party("there", subject=person(cnic(5)), case_references=(fir(2),)), orders=(wide,))[
            "there"
        ].sealed

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

    def test_everybody_named_in_any_order_is_spared(self) -> None:
        first = order("s", "SEALED", spared=("pk.fia",))
        second = order("t", "PSEUDONYM", spared=("pk.punjab-police/pp-7",), pseudonym="A")
        found = derived(case_file(), party(), first, second)["party"]
        assert found.spared == {"pk.fia", "pk.punjab-police/pp-7"}
        assert (found.sealed, found.pseudonym, found.protected_person) == (True, True, False)


class TestCase:
    def test_an_ordinary_case_is_neither_an_enquiry_nor_a_search_for_a_child(self) -> None:
        found = derived(case_file(), party(), party("v", role="VICTIM", subject=OTHER))
        assert not any(each.missing_child or each.enquiry_only for each in found.values())
        held = custody("cell", "ADMISSION", "2020-07-02", case_references=(CaseReference("ARREST", "LHR/1/2020"),))
        assert not derived(held)["cell"].enquiry_only
        assert not derived(listing(subject=OTHER))["list"].missing_child

    def test_a_paper_in_a_case_alleges_before_anything_happened(self) -> None:
        assert derived(party())["party"].standing == "ALLEGATION"

    def test_an_enquiry_without_a_fir(self) -> None:
        own = {"agency": FIA, "case_references": (ENQUIRY,)}
        assert derived(case_file(**own), party(**own))["party"].enquiry_only
        both = {"agency": FIA, "case_references": (ENQUIRY, fir())}
        assert not derived(case_file(**both), party(**own))["party"].enquiry_only

    def test_an_open_report_of_a_missing_child(self) -> None:
        own = {"case_references": (MISSING,)}
        child = party("child", role="VICTIM", subject=CHILD, **own)
        found = derived(case_file(**own), child, party("taker", subject=OTHER, **own))
        assert (found["child"].missing_child, found["file"].missing_child, found["taker"].missing_child) == (
            True,
            True,
            False,
        )
        assert not derived(case_file(closed=True, **own), child)["child"].missing_child
        assert derived(withdrawn(case_file(closed=True, **own)), child)["child"].missing_child

    def test_a_child_alert_until_it_is_cancelled(self) -> None:
        assert derived(listing(type="CHILD_ALERT", subject=CHILD))["list"].missing_child
        assert not derived(listing(type="CHILD_ALERT", subject=CHILD, cancelled="2021-03-01"))["list"].missing_child

    def test_nothing_of_an_expunged_record_is_left_to_judge(self) -> None:
        found = derived(case_file(), party(), expunged(court("c", "ACQUITTAL", "2020-07-01")))
        assert not found["party"].favourable

    def test_a_newer_word_replaces_the_older(self) -> None:
        end = following(court("c", "ACQUITTAL", "2020-07-01"), body=court("c", "CONVICTION", "2020-07-01").body)
        assert derived(case_file(), party(), end)["party"].standing == "FINDING"
        assert not derived(case_file(), party(), end)["party"].favourable
