"""What case and person make of a record: the rules of protection and the decision table's caps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.law.births import UNKNOWN_TO
from services.records.protection.classes import own_of
from services.records.protection.facts import pack, unpack
from services.records.rows import HeadRow
from services.values.records import SILENT, Birth, CaseReference, Proclamation, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    crossing,
    custody,
    event,
    expunged,
    fir,
    following,
    listing,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.stated import OfCase, Written
from tests.unit.records.store.judging import BLINDER, births, derived, judged

CHILD, OTHER = person(born="2005-01-01"), person(cnic(9), name="Other Man")
ENQUIRY = CaseReference("ENQUIRY", "FIA/LHR/1/2020")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2020")


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

    def test_an_acquittal_is_favourable_for_them_and_for_the_file_when_they_are_alone(self) -> None:
        alone = derived(case_file(), party(), court("c", "ACQUITTAL", "2020-07-01"))
        assert all(each.favourable for each in alone.values())
        both = derived(case_file(), party(), party("o", subject=OTHER), court("c", "ACQUITTAL", "2020-07-01"))
        assert (both["party"].favourable, both["o"].favourable, both["file"].favourable) == (True, False, False)

    def test_the_file_stands_where_the_one_stands_against_whom_the_case_got_furthest(self) -> None:
        for papers in ((party(), party("o", subject=OTHER)), (party("o", subject=OTHER), party())):
            found = derived(case_file(), *papers, court("c", "CONVICTION", "2020-07-01"))
            assert found["party"].standing == found["file"].standing == "FINDING"
            assert found["o"].standing not in ("", "FINDING")

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

    def test_a_bare_word_of_a_stranger_is_a_claim_and_reaches_the_strangers_own_records(self) -> None:
        silent = party(subject=person(born=""))
        telling = party("t", agency=SINDH, subject=CHILD, case_references=(fir(9),))
        for told in (derived(case_file(), silent, telling), derived(case_file(), silent, said=births(telling))):
            assert told["party"].juvenile == "UNKNOWN"
        found = derived(case_file(), party(), telling, party("here", agency=SINDH, subject=person(born="")))
        assert [found[each].juvenile for each in ("t", "here", "party")] == ["POSSIBLE", "POSSIBLE", "NO"]

    def test_a_custodian_s_word_and_a_document_count_for_everybody(self) -> None:
        silent = party(subject=person(born=""))
        prison = party("t", agency=PRISONS, subject=CHILD, case_references=(CaseReference("PRISON_CONVICT", "LHR/4"),))
        assert derived(case_file(), silent, prison)["party"].juvenile == "YES"
        shown = Birth("2005-01-01", "2005-01-01", "CRC", "", "NADRA", "7", b"copy")
        by_document = party("t", agency=SINDH, subject=replace(person(), birth=shown), case_references=(fir(9),))
        assert derived(case_file(), silent, by_document)["party"].juvenile == "YES"
        not_shown = replace(by_document, subject=replace(person(), birth=replace(shown, sha256=b"")))
        assert derived(case_file(), silent, not_shown)["party"].juvenile == "UNKNOWN"
        assert derived(case_file(), silent, replace(prison, voice=party().voice))["party"].juvenile == "UNKNOWN"

    def test_an_age_that_nobody_recorded(self) -> None:
        found = derived(case_file(), party(subject=person(born="")), party("w", role="WITNESS", subject=OTHER))
        assert (found["party"].juvenile, found["w"].juvenile, found["file"].juvenile) == ("UNKNOWN", "NO", "NO")
        assert judged(case_file(), party(subject=person(born="")))["party"].act_day is None

    @pytest.mark.parametrize(("by", "age"), [(POLICE, "POSSIBLE"), (PRISONS, "UNKNOWN"), (FIA, "UNKNOWN")])
    def test_that_they_claim_to_be_a_child(self, by: str, age: str) -> None:
        """Before the owner of the case it counts; a prison that does not hold the man is a stranger."""
        claims = party("c", agency=by, subject=person(born="", age_claimed=True))
        found = derived(case_file(), party(subject=person(born="")), claims)
        assert (found["party"].juvenile, found["c"].juvenile) == (age, "POSSIBLE")

    def test_the_courts_finding_decides_in_its_case_and_there_alone(self) -> None:
        found = court("age", "AGE_DETERMINED", "2020-08-01", subject=person(born=""))
        found = replace(found, body=changed_body(found, found=Birth("1999-05-01", "1999-05-01")))
        papers = (case_file(), party(subject=CHILD), party("there", subject=CHILD, case_references=(fir(2),)), found)
        ages = derived(*papers)
        assert (ages["party"].juvenile, ages["there"].juvenile) == ("NO", "YES")
        stranger = replace(found, agency=SINDH, voice=party(agency=SINDH).voice)
        assert derived(*papers[:3], stranger)["party"].juvenile == "YES"

    def test_a_bare_word_does_not_outweigh_a_document_of_the_owner(self) -> None:
        adult = Birth("1985-03-04", "1985-03-04", "CRC", "", "NADRA", "7", b"copy")
        shown = party(subject=replace(person(), birth=adult))
        bare = party("b", subject=CHILD)
        assert derived(case_file(), shown, bare)["party"].juvenile == "NO"
        by_stranger = replace(shown, agency=SINDH, voice=party(agency=SINDH).voice)
        assert derived(case_file(), by_stranger, bare)["b"].juvenile == "POSSIBLE", "a stranger opens no child"

    def test_words_that_differ_widen_the_range(self) -> None:
        assert derived(case_file(), party(), party("t", subject=CHILD))["party"].juvenile == "POSSIBLE"

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

    def test_diverted_they_were_a_child_whatever_births_say(self) -> None:
        diverted = court("d", "DIVERTED", "2020-06-01")
        assert derived(case_file(), party(), diverted)["party"].juvenile == "DONE"

    def test_a_paper_without_a_number_counts_beside_those_with_one(self) -> None:
        """Nobody else may have told the store of that birth."""
        unnumbered = party("n", subject=person(number="", born="2005-01-01"))
        found = derived(case_file(), party(), unnumbered, said=births(party()))
        assert (found["party"].juvenile, found["n"].juvenile) == ("POSSIBLE", "POSSIBLE")

    def test_diverted_by_whose_word(self) -> None:
        """An honest diversion without a subject once made every accused of the case a child (ACCESS, row 25)."""
        unnamed = event("d", "DIVERTED", "2020-06-01")
        assert derived(case_file(), party(), unnamed, listing())["party"].juvenile == "NO"
        by_stranger = event("d", "DIVERTED", "2020-06-01", agency=SINDH, subject=person())
        assert derived(case_file(), party(), by_stranger)["party"].juvenile == "NO"
        by_owner = event("d", "DIVERTED", "2020-06-01", subject=person())
        assert derived(case_file(), party(), by_owner)["party"].juvenile == "DONE"
        adult = Birth("1985-03-04", "1985-03-04", "CRC", "", "NADRA", "7", b"copy")
        shown = party(subject=replace(person(), birth=adult))
        assert derived(case_file(), shown, by_owner)["party"].juvenile == "NO"
        assert derived(case_file(), shown, court("d", "DIVERTED", "2020-06-01"))["party"].juvenile == "DONE"

    def test_a_sentence_that_a_stranger_calls_served(self) -> None:
        served = custody("d", "RELEASE", "2021-06-01", reason="SENTENCE_SERVED", agency=FIA, subject=CHILD)
        found = derived(case_file(), party(subject=CHILD), served)
        assert (found["party"].juvenile, found["d"].juvenile) == ("YES", "DONE")

    def test_what_was_written_before_words_were_kept_protects_on(self) -> None:
        before = replace(party("t", agency=SINDH, subject=CHILD, case_references=(fir(9),)), voice=SILENT)
        assert derived(case_file(), party(subject=person(born="")), before)["party"].juvenile == "YES"
        diverted = replace(event("d", "DIVERTED", "2020-06-01", agency=SINDH, subject=person()), voice=SILENT)
        assert derived(case_file(), party(), diverted)["party"].juvenile == "DONE"

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
        own: Written = {"agency": FIA, "case_references": (ENQUIRY,)}
        assert derived(case_file(**own), party(**own))["party"].enquiry_only
        both: Written = {"agency": FIA, "case_references": (ENQUIRY, fir())}
        assert not derived(case_file(**both), party(**own))["party"].enquiry_only

    def test_an_open_report_of_a_missing_child(self) -> None:
        own: OfCase = {"case_references": (MISSING,)}
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
