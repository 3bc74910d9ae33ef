"""Row 26 of the review: a birth in a victim's paper of another case protects the same person as accused (E8)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from services.values.records import Birth, CaseReference, RecordVersion, Subject
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    fir,
    listing,
    party,
    person,
)
from tests.unit.records.store.judging import births, derived

UNKNOWN = person(born="")
CHILD = person(born="2005-01-01")
DOCUMENT = replace(UNKNOWN, birth=Birth("2005-01-01", "2005-01-01", "CRC", "", "NADRA", "7", b"copy"))


def accused() -> RecordVersion:
    return party(subject=UNKNOWN)


def victim(of: Subject = CHILD, agency: str = POLICE) -> RecordVersion:
    """A victim's paper in another case."""
    return party("there", role="VICTIM", agency=agency, subject=of, case_references=(fir(9),))


class TestAge:
    @pytest.mark.parametrize(
        ("paper", "age"),
        [
            (victim(), "YES"),
            (victim(DOCUMENT, SINDH), "YES"),
            (victim(CHILD, SINDH), "UNKNOWN"),
            (victim(CHILD, FIA), "UNKNOWN"),
            (victim(UNKNOWN), "UNKNOWN"),
            (victim(person(cnic(9), born="2005-01-01")), "UNKNOWN"),
        ],
        ids=["the owner's own", "a stranger's document", "a stranger", "FIA", "no birth", "another person"],
    )
    def test_a_birth_in_a_victims_paper_of_another_case(self, paper: RecordVersion, age: str) -> None:
        assert derived(case_file(), accused(), paper)["party"].juvenile == age
        assert derived(case_file(), accused(), said=births(paper))["party"].juvenile == age

    def test_an_age_never_recorded_is_an_accuseds_and_an_entrys_alone(self) -> None:
        found = derived(
            case_file(), accused(), victim(UNKNOWN), listing("sought", subject=person(cnic(9), born="", name="Other"))
        )
        assert {name: each.juvenile for name, each in found.items() if name != "file"} == {
            "party": "UNKNOWN",
            "there": "NO",
            "sought": "UNKNOWN",
        }

    def test_whatever_the_order_in_which_they_came(self) -> None:
        papers = (case_file(), accused(), victim(DOCUMENT, SINDH), victim(agency=POLICE))
        papers = (*papers[:3], replace(papers[3], record_id="elsewhere"))
        found = {tuple(sorted((k, v.juvenile) for k, v in derived(*each).items())) for each in permutations(papers)}
        assert len(found) == 1

    def test_it_opens_nothing_either(self) -> None:
        """An adult's birth stated by a stranger elsewhere makes no child of the owner's papers an adult."""
        adult = victim(person(born="1980-01-01"), SINDH)
        assert derived(case_file(), party(subject=CHILD), adult)["party"].juvenile == "YES"
        assert (
            derived(case_file(), party(subject=CHILD), victim(person(born="1980-01-01"), PRISONS))["party"].juvenile
            == "YES"
        )

    @pytest.mark.parametrize("inside", [False, True], ids=["elsewhere", "in the case"])
    def test_a_strangers_document_where_who_has_a_part_shows_an_adult(self, inside: bool) -> None:
        """A forged certificate of a stranger moves nobody whom the owner's document makes an adult, but its own."""
        shown = replace(UNKNOWN, birth=Birth("1978-03-04", "1978-03-04", "CRC", "", "NADRA", "8", b"copy"))
        forged = party("forged", agency=SINDH, subject=DOCUMENT, case_references=(fir(512 if inside else 9),))
        found = derived(case_file(), party(subject=shown), listing("sought", subject=UNKNOWN), forged)
        assert {name: found[name].juvenile for name in ("party", "sought", "forged")} == {
            "party": "NO",
            "sought": "NO",
            "forged": "POSSIBLE",
        }
        stated = derived(case_file(), party(subject=person(born="1978-03-04")), forged)
        assert stated["party"].juvenile == "POSSIBLE", "a bare statement of the owner's is no document"

    def test_a_strangers_document_where_a_custodian_says_adult(self) -> None:
        number = CaseReference("PRISON_CONVICT", "LHR/4")
        prison = party("t", agency=PRISONS, subject=person(born="1978-03-04"), case_references=(number,))
        forged = party("forged", agency=SINDH, subject=DOCUMENT, case_references=(fir(9),))
        assert derived(case_file(), accused(), prison, forged)["party"].juvenile == "NO"

    def test_a_finding_of_one_court_decides_no_other_case(self) -> None:
        """LAW 2(a) a13: the court of one case finds an adult; elsewhere the statement stands as far as its speaker's goes."""
        found = court("age", "AGE_DETERMINED", "2020-08-01", subject=UNKNOWN)
        found = replace(found, body=changed_body(found, found=Birth("1990-05-01", "1990-05-01")))
        same = party("same", subject=UNKNOWN, case_references=(fir(2),))
        others = party(
            "others", subject=UNKNOWN, agency=SINDH, case_references=(replace(fir(3), key="SD/KARACHI/CLIFTON/3/2020"),)
        )
        files = (case_file(), case_file("f2", case_references=(fir(2),)))
        ages = derived(*files, party(subject=CHILD), found, same, others)
        assert (ages["party"].juvenile, ages["same"].juvenile, ages["others"].juvenile) == ("NO", "YES", "UNKNOWN")
