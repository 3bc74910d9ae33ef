"""What is compared of a record's person: names of both scripts, father or husband, numbers, birth as far as known."""

from __future__ import annotations

import pytest

from services.matching.person import Born, Described, Gender
from services.names.words import RelationKind
from services.records.described import described
from services.values.records import Birth, Identifier, Name, Subject

ROMAN, URDU = ("muhammad", "yousaf"), ("محمد", "یوسف")


def of(*names: Name, gender: str = "M") -> Described:
    return described(Subject(names=names, gender=gender))


class TestNames:
    def test_both_scripts_are_names_of_one_person(self) -> None:
        found = of(Name("OWN", "M. Yousaf", "Latn"), Name("OWN", "محمد یوسف", "Arab"))
        assert (found.name.tokens, found.name.aliases) == (ROMAN, (URDU,))

    def test_aliases_count_whether_apart_or_within_the_name(self) -> None:
        found = of(Name("OWN", "M. Yousaf @ Bhola"), Name("ALIAS", "Kala"), Name("ALIAS", "Muhammad Yousaf"))
        assert found.name.aliases == (("bhola",), ("kala",))

    def test_a_pseudonym_is_nobodys_name(self) -> None:
        assert of(Name("PSEUDONYM", "Child A")) == Described(gender=Gender.MAN)

    def test_a_name_that_says_nothing_gives_way_to_an_alias(self) -> None:
        assert of(Name("OWN", "Nil"), Name("ALIAS", "Bhola")).name.tokens == ("bhola",)


class TestRelated:
    @pytest.mark.parametrize(
        ("gender", "relation"),
        [("M", RelationKind.SON), ("F", RelationKind.DAUGHTER), ("", RelationKind.CHILD), ("X", RelationKind.CHILD)],
    )
    def test_of_a_father_one_is_the_child(self, gender: str, relation: RelationKind) -> None:
        found = of(Name("OWN", "Zainab"), Name("FATHER", "Abdur-Rehman"), gender=gender)
        assert (found.related.tokens, found.relation) == (("abdul", "rehman"), relation)

    def test_a_father_is_compared_before_a_husband(self) -> None:
        both = of(Name("HUSBAND", "Akbar"), Name("FATHER", "Bashir"), gender="F")
        alone = of(Name("HUSBAND", "Akbar"), gender="F")
        assert (both.related.tokens, both.relation) == (("bashir",), RelationKind.DAUGHTER)
        assert (alone.related.tokens, alone.relation) == (("akbar",), RelationKind.WIFE)

    def test_an_own_name_may_say_whose_child_one_is(self) -> None:
        found = of(Name("OWN", "M. Yousaf s/o Abdur-Rehman"))
        assert (found.related.tokens, found.relation) == (("abdul", "rehman"), RelationKind.SON)
        assert found.name.relation is None

    def test_a_recorded_father_goes_before_what_an_own_name_says(self) -> None:
        assert of(Name("OWN", "Yousaf s/o Akbar"), Name("FATHER", "Bashir")).related.tokens == ("bashir",)


class TestBirth:
    @pytest.mark.parametrize(
        ("earliest", "latest", "born"),
        [
            ("1990-03-07", "1990-03-07", Born(1990, 3, 7)),
            ("1990-01-01", "1990-01-01", Born(1990)),
            ("1990-03-01", "1990-03-31", Born(1990, 3)),
            ("1990-03", "1990-03", Born(1990, 3)),
            ("1990-01-01", "1990-12-31", Born(1990)),
            ("1990", "1990", Born(1990)),
            ("1990-11-01", "1991-02-01", None),
            ("1990-03-07", "", None),
            ("", "", None),
            ("7 March", "7 March", None),
        ],
    )
    def test_as_far_as_both_ends_agree(self, earliest: str, latest: str, born: Born | None) -> None:
        assert described(Subject(birth=Birth(earliest, latest))).born == born


class TestNumbersAndPlaces:
    @pytest.mark.parametrize("kind", ["CNIC", "NICOP", "POC"])
    def test_cards_of_the_registrys_one_series(self, kind: str) -> None:
        found = described(Subject(identifiers=(Identifier("PASSPORT", "AB1", "PK"), Identifier(kind, "3520200000017"))))
        assert found.cnic == "3520200000017"

    def test_other_numbers_are_no_cnic(self) -> None:
        others = (Identifier("OLD_NIC", "35290123456"), Identifier("CNIC", "35202"), Identifier("NTN", "3520200000017"))
        assert described(Subject(identifiers=others)).cnic == ""

    def test_every_phone(self) -> None:
        phones = (Identifier("PHONE", "+923000000001"), Identifier("PHONE", "+923000000002"))
        assert described(Subject(identifiers=phones)).phones == {"+923000000001", "+923000000002"}

    @pytest.mark.parametrize(
        ("district", "area"),
        [("LAHORE", "35202"), ("لاہور", "35202"), ("Dera  Ghazi Khan", "32102"), ("PK-PB-LHR", "")],
    )
    def test_a_district_by_its_digits_in_either_script(self, district: str, area: str) -> None:
        assert described(Subject(district=district)).area == area

    def test_an_address_by_its_words(self) -> None:
        assert described(Subject(address="House 12, Street 4, house")).address == {"house", "12", "street", "4"}


def test_what_a_record_does_not_say_is_absent() -> None:
    assert described(Subject()) == Described()
    assert described(Subject(gender="unknown")).gender is None
