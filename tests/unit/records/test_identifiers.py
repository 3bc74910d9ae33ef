"""Each kind of number by its own rule: what is one, what is not, and one form for all its spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values import identifiers
from services.values.errors import IdentifierInvalid
from services.values.identifiers import canonical, is_canonical, key, name_key, parse, search_keys
from services.values.records import Identifier, Name, Subject
from tests.rows import of_rows

URDU = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

GOOD = [
    # kind, as typed, country, canonical
    ("CNIC", "35201-1234567-1", "", "3520112345671"),
    ("CNIC", " 3520112345671 ", "", "3520112345671"),
    ("CNIC", "35201 1234567 1", "", "3520112345671"),
    ("CNIC", "3520112345671.0", "", "3520112345671"),
    ("NICOP", "35201-1234567-1", "", "3520112345671"),
    ("POC", "35201-1234567-1", "", "3520112345671"),
    ("OLD_NIC", "270-57-123456", "", "27057123456"),
    ("POR", "bf-1234567", "", "BF1234567"),
    ("ACC", "AC 12345678", "", "AC12345678"),
    ("PASSPORT", "ab 1234567", "pk", "AB1234567"),
    ("PASSPORT", "P01234567", "AF", "P01234567"),
    ("PASSPORT", "J8369854", "IN", "J8369854"),
    ("PASSPORT", "A12345678", "IR", "A12345678"),
    ("PASSPORT", "C01X00T47", "DE", "C01X00T47"),
    ("PHONE", "0300-1234567", "", "+923001234567"),
    ("PHONE", "+92 300 1234567", "", "+923001234567"),
    ("PHONE", "00923001234567", "", "+923001234567"),
    ("PHONE", "923001234567", "", "+923001234567"),
    ("PHONE", "+92 (0)300 1234567", "", "+923001234567"),
    ("PHONE", "042-35712345", "", "+924235712345"),
    ("PHONE", "+93 70 123 4567", "", "+93701234567"),
    ("IBAN", "PK36 SCBL 0000 0011 2345 6702", "", "PK36SCBL0000001123456702"),
    ("IBAN", "gb82 west 1234 5698 7654 32", "", "GB82WEST12345698765432"),
    ("VEHICLE", "LEB-16 1234", "", "LEB161234"),
    ("IMEI", "49-015420-323751-8", "", "490154203237518"),
    ("IMEI", "49015420323751", "", "490154203237518"),
    ("IMEI", "4901542032375101", "", "490154203237518"),
    ("IMSI", "410-01-1234567890", "", "410011234567890"),
    ("NTN", "1234567-8", "", "1234567"),
    ("NTN", "35201-1234567-1", "", "3520112345671"),
    ("TAZKIRA", "1400-0101-12345", "", "1400010112345"),
    ("TAZKIRA", "12/045/678", "", "12/45/678"),
    ("TAZKIRA", "123456", "", "123456"),
    ("CRO", "cro 1234 / 2015", "", "CRO-1234/2015"),
    ("FINGERPRINT", "AFIS-00123", "", "AFIS-00123"),
]

BAD = [
    # kind, as typed, country, rule
    ("CNIC", "352011234567", "", "cnic-length"),
    ("CNIC", "35201123456712", "", "cnic-length"),
    ("CNIC", "0520112345671", "", "cnic-region"),
    ("CNIC", "35201-123456A-1", "", "cnic-digits"),
    ("CNIC", "3.52E+12", "", "spreadsheet-exponent"),
    ("CNIC", "3.52011E+12", "", "spreadsheet-exponent"),
    ("CNIC", "", "", "cnic-digits"),
    ("CNIC", "35201-1234567-1", "PK", "identifier-country"),
    ("CNIC", "35201\x1b1234567-1", "", "identifier-text"),
    ("CNIC", "3520112345671\u202e", "", "identifier-text"),
    ("CNIC", "9" * 400, "", "identifier-text"),
    ("CNIC", "²520112345671", "", "cnic-digits"),
    ("OLD_NIC", "2705712345", "", "old-nic-length"),
    ("POR", "12345", "", "refugee-card-length"),
    ("PASSPORT", "AB1234567", "", "passport-country"),
    ("PASSPORT", "1234567", "PK", "passport-pattern"),
    ("PASSPORT", "AB1234567", "IN", "passport-pattern"),
    ("PASSPORT", "ABCDEFGHIJ1", "DE", "passport-pattern"),
    ("POR", "ABCDEFGH", "", "refugee-card-length"),
    ("ACC", "12345678901234567", "", "refugee-card-length"),
    ("POR", "BF123!4567", "", "refugee-card-characters"),
    ("PHONE", "1234", "", "phone-pattern"),
    ("PHONE", "92300123456789", "", "phone-pattern"),
    ("PHONE", "030012345678", "", "phone-pattern"),
    ("PHONE", "4001234567", "", "phone-pattern"),
    ("PHONE", "30012345678", "", "phone-pattern"),
    ("PHONE", "+0093701234567", "", "phone-length"),
    ("IMSI", "4100112345678", "", "imsi-length"),
    ("IMSI", "4100112345678901", "", "imsi-length"),
    ("PHONE", "0300123456", "", "phone-length"),
    ("PHONE", "+9230012345", "", "phone-length"),
    ("PHONE", "+1", "", "phone-length"),
    ("PHONE", "0300-CALLME", "", "phone-digits"),
    ("IBAN", "PK37SCBL0000001123456702", "", "iban-check"),
    ("IBAN", "PK36SCBL000000112345670", "", "iban-length"),
    ("IBAN", "3601", "", "iban-pattern"),
    ("VEHICLE", "1234", "", "vehicle-pattern"),
    ("VEHICLE", "LAHORE", "", "vehicle-pattern"),
    ("IMEI", "490154203237519", "", "imei-check"),
    ("IMEI", "4901542032", "", "imei-length"),
    ("IMSI", "110011234567890", "", "imsi-country"),
    ("NTN", "123456", "", "ntn-length"),
    ("TAZKIRA", "12-ab", "", "tazkira-digits"),
    ("TAZKIRA", "12/3", "", "tazkira-pattern"),
    ("CRO", "NONE", "", "office-number-pattern"),
    ("NAME_KEY", "aslam|", "", "name-key"),
    ("NAME_KEY", "aslam||lahore", "", "name-key"),
    ("SSN", "123", "", "identifier-type"),
]


@of_rows(("kind", "typed", "country", "value"), GOOD)
def test_canonical_form(kind: str, typed: str, country: str, value: str) -> None:
    assert canonical(kind, typed, country) == value


@of_rows(("kind", "typed", "country", "value"), GOOD)
def test_urdu_and_arabic_digits_are_the_same_number(kind: str, typed: str, country: str, value: str) -> None:
    for digits in (URDU, ARABIC):
        assert canonical(kind, typed.translate(digits), country) == value


@of_rows(("kind", "typed", "country", "value"), GOOD)
def test_the_canonical_form_is_its_own(kind: str, typed: str, country: str, value: str) -> None:
    found = parse(kind, typed, country)
    assert is_canonical(found)
    assert parse(kind, found.value, found.country).value == value


@of_rows(("kind", "typed", "country", "rule"), BAD)
def test_refusal_names_field_and_rule_and_never_the_value(kind: str, typed: str, country: str, rule: str) -> None:
    with pytest.raises(IdentifierInvalid) as refused:
        parse(kind, typed, country, field="subject.identifiers[0].value")
    (violation,) = refused.value.violations
    assert (violation.field, violation.rule) == ("subject.identifiers[0].value", rule)
    assert len(typed) < 4 or typed not in violation.text
    assert not is_canonical(Identifier(kind, typed, country))


TYPED = {
    "CNIC": st.from_regex(r"[1-9][0-9]{4}-[0-9]{7}-[0-9]", fullmatch=True),
    "PHONE": st.from_regex(r"(0|\+92|0092|92)3[0-9]{2}[- ]?[0-9]{7}", fullmatch=True),
    "IMEI": st.from_regex(r"[0-9]{14}([0-9]{2})?", fullmatch=True),
    "VEHICLE": st.from_regex(r"[A-Z]{2,3}[- ][0-9]{2,4}", fullmatch=True),
    "TAZKIRA": st.from_regex(r"[0-9]{4}-[0-9]{4}-[0-9]{5}|[1-9][0-9]{0,3}/[0-9]{1,3}/[0-9]{1,5}", fullmatch=True),
    "CRO": st.from_regex(r"[A-Za-z]{2,4}[ -][0-9]{1,6}( ?/ ?(19|20)[0-9]{2})?", fullmatch=True),
}


@given(st.data())
def test_canonical_is_idempotent_and_knows_no_alphabet(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(TYPED)))
    typed = data.draw(TYPED[kind])
    value = canonical(kind, typed)
    assert canonical(kind, value) == value
    assert canonical(kind, typed.translate(URDU)) == value
    assert canonical(kind, f"  {typed.lower()} ") == value


@given(st.sampled_from(sorted(identifiers.TYPES)), st.text(max_size=40), st.sampled_from(["", "PK", "XX", "p"]))
def test_any_text_is_a_number_or_a_located_refusal(kind: str, text: str, country: str) -> None:
    try:
        found = parse(kind, text, country)
    except IdentifierInvalid as refusal:
        fields = [violation.field for violation in refusal.violations]
    else:
        fields = ["identifier.value"]
        assert parse(kind, found.value, found.country) == Identifier(kind, found.value, found.country)
        assert is_canonical(found)
    assert fields == ["identifier.value"]


def test_a_lost_zero_is_restored_and_said() -> None:
    assert parse("PHONE", "3001234567") == Identifier("PHONE", "+923001234567", "", repaired=True)
    assert not parse("PHONE", "03001234567").repaired


def test_a_network_zero_in_place_of_the_check_digit_is_completed_and_said() -> None:
    assert parse("IMEI", "490154203237510") == Identifier("IMEI", "490154203237518", "", repaired=True)


@given(st.from_regex(r"[0-9]{14}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_luhn_sees_every_single_wrong_digit(base: str, position: int, shift: int) -> None:
    good = canonical("IMEI", base)
    digit = str((int(good[position]) + shift) % 10)
    wrong = good[:position] + digit + good[position + 1 :]
    if wrong[-1] == "0":
        assert parse("IMEI", wrong).repaired
    else:
        with pytest.raises(IdentifierInvalid):
            parse("IMEI", wrong)


class TestKeys:
    def test_key_is_type_and_canonical(self) -> None:
        assert key(parse("CNIC", "35201-1234567-1")) == "CNIC:3520112345671"

    def test_a_passport_is_led_by_its_country(self) -> None:
        assert key(parse("PASSPORT", "AB1234567", "PK")) == "PASSPORT:PK/AB1234567"

    def test_cards_over_one_number_series_find_each_other(self) -> None:
        number = "3520112345671"
        own = search_keys(Identifier("NICOP", number))
        assert own[0] == f"NICOP:{number}"
        assert set(own) == {f"{kind}:{number}" for kind in ("CNIC", "NICOP", "POC", "NTN")}
        assert f"CNIC:{number}" in search_keys(Identifier("NTN", number))
        assert search_keys(Identifier("NTN", "1234567")) == ("NTN:1234567",)
        assert search_keys(Identifier("PHONE", "+923001234567")) == ("PHONE:+923001234567",)

    def test_parity_is_a_hint(self) -> None:
        assert identifiers.sex_hint(Identifier("CNIC", "3520112345671")) == "M"
        assert identifiers.sex_hint(Identifier("CNIC", "3520112345672")) == "F"
        assert identifiers.sex_hint(Identifier("PHONE", "+923001234567")) == ""


class TestNameKey:
    def test_arabic_letters_marks_and_case_fall_away(self) -> None:
        urdu = name_key("علی  اکبر", "بشیر", "لاہور")
        assert urdu == name_key("علي اكبر", "بشير", "لاهور")
        assert urdu == name_key("عَلی اکبر", "بشیر", "لاہور")
        assert name_key("Muhammad ASLAM.", "Bashir", "PK-PB-LHR").value == "muhammad aslam|bashir|pk pb lhr"

    def test_spellings_stay_apart(self) -> None:
        assert name_key("Muhammad Aslam", "Bashir", "x") != name_key("Mohammad Aslam", "Bashir", "x")

    def test_a_bar_in_a_name_forges_no_part(self) -> None:
        assert name_key("a|b", "c", "d").value == "a b|c|d"

    def test_every_key_of_a_subject_once(self) -> None:
        names = (Name("OWN", "Aslam"), Name("ALIAS", "Achu"), Name("FATHER", "Bashir"), Name("OWN", "ASLAM"))
        keys = identifiers.name_keys(Subject(names, district="Lahore"))
        assert [k.value for k in keys] == ["aslam|bashir|lahore", "achu|bashir|lahore"]
        assert identifiers.name_keys(Subject(names[:2])) == ()

    @given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
    def test_idempotent_for_any_text(self, own: str, father: str, district: str) -> None:
        try:
            found = name_key(own, father, district)
        except IdentifierInvalid:
            return
        assert parse("NAME_KEY", found.value) == found
