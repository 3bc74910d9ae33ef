"""What a registration must hold, and h9 and h11: an unknown nationality, and who is of age."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import InvalidArgument
from services.identity.provisional.age import ages
from services.identity.provisional.checks import check_child, check_number, check_reason, check_sought
from services.values.dates import day_text, span, today
from services.values.identity import Guardian, Provisional
from services.values.records import Identifier, Name
from tests.fakes import record_maker as make
from tests.rows import of_rows
from tests.unit.identity.provisional.children import GUARDIAN, NOW, born, child, names


def rules(said: Provisional) -> set[tuple[str, str]]:
    with pytest.raises(InvalidArgument) as caught:
        check_child(said, NOW)
    return {(broken.field, broken.rule) for broken in caught.value.violations}


def test_a_sound_child_is_taken() -> None:
    check_child(child(), NOW)
    check_child(child(guardian=GUARDIAN, names=names("Bilal", "بلال")), NOW)
    check_child(child(names=(), gender="", language=""), NOW)


def test_h9_nationality_may_be_unknown_and_has_no_default() -> None:
    check_child(child(nationality=""), NOW)
    check_child(child(nationality="AF"), NOW)
    assert Provisional().nationality == child().nationality == ""
    assert rules(child(nationality="Afghan")) == {("nationality", "pattern")}


def years(youngest: int, oldest: int) -> Provisional:
    """Of so many completed years today."""
    day = day_text(today(NOW))[4:]
    return child(birth=born(f"{2026 - oldest}{day}", f"{2026 - youngest}{day}"))


@pytest.mark.parametrize(("youngest", "oldest"), [(19, 19), (18, 18), (18, 40), (30, 60)])
def test_h11_an_adult_is_refused(youngest: int, oldest: int) -> None:
    assert rules(years(youngest, oldest)) == {("birth", "of-age")}


@pytest.mark.parametrize(
    ("youngest", "oldest", "open_"), [(17, 19, True), (17, 18, True), (0, 17, False), (17, 17, False)]
)
def test_h11_17_to_19_is_taken_and_to_be_determined(youngest: int, oldest: int, open_: bool) -> None:
    said = years(youngest, oldest)
    check_child(said, NOW)
    assert said.birth is not None
    assert ages(said.birth, NOW).to_be_determined is open_


@given(st.integers(-40_000, 20_000), st.integers(0, 9_000), st.integers(-8000, 20_000))
def test_an_age_is_of_one_kind(first: int, width: int, day: int) -> None:
    """Of age, in doubt or a child: of three, one; and a wider range is never surer."""
    birth = born(day_text(first), day_text(first + width))
    found = ages(birth, day * 86_400_000)
    child_for_certain = found.oldest < 18
    assert [found.of_age, found.to_be_determined, child_for_certain].count(True) == 1
    wider = ages(born(day_text(first - 1), day_text(first + width + 1)), day * 86_400_000)
    assert not (wider.of_age and not found.of_age)
    assert wider.oldest >= found.oldest
    assert wider.youngest <= found.youngest


BROKEN: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "no-birth": ({"birth": None}, ("birth", "required")),
    "no-basis": ({"birth": born("2015-01-01", "2016-01-01", "")}, ("birth.basis", "required")),
    "no-end": ({"birth": born("2015-01-01", "")}, ("birth.latest", "required")),
    "no-date": ({"birth": born("nine", "2016-01-01")}, ("birth.earliest", "iso-date")),
    "turned": ({"birth": born("2016-01-01", "2015-01-01")}, ("birth.latest", "ends-before-start")),
    "unborn": ({"birth": born("2030-01-01", "2031-01-01")}, ("birth.earliest", "future")),
    "document": ({"birth": replace(born("2015", "2016"), attestation=b"x")}, ("birth", "range-alone")),
    "no-place": ({"found_place": ""}, ("found_place", "required")),
    "control": ({"found_place": "Multan\u202e"}, ("found_place", "unsafe-text")),
    "no-day": ({"found_on": ""}, ("found_on", "required")),
    "tomorrow": ({"found_on": "2026-06-30"}, ("found_on", "future")),
    "no-mark": ({"mark": ""}, ("mark", "required")),
    "language": ({"language": "Saraiki"}, ("language", "pattern")),
    "empty-name": ({"names": (Name("OWN", ""),)}, ("names[0].text", "required")),
    "husband": ({"names": (Name("HUSBAND", "Aslam"),)}, ("names[0].type", "word-unfit")),
    "names": ({"names": names(*("Bilal",) * 11)}, ("names", "too-many")),
    "guardian": ({"guardian": Guardian("", None)}, ("guardian.identifier", "required")),
    "phone": (
        {"guardian": Guardian("N", Identifier("PHONE", "+923001234567"))},
        ("guardian.identifier.value", "identifier-canonical"),
    ),
    "dashes": (
        {"guardian": Guardian("N", Identifier("CNIC", "35202-0000001-1"))},
        ("guardian.identifier.value", "identifier-canonical"),
    ),
    "id": ({"id": "PRV-ABCDEFGHIJ"}, ("id", "not-yours")),
    "state": ({"state": "REGISTERED"}, ("state", "not-yours")),
    "token": ({"token": bytes(32)}, ("token", "not-yours")),
    "holder": ({"holder": "pk.fia"}, ("holder", "not-yours")),
    "merged": ({"merged_into": "PRV-ABCDEFGHIJ"}, ("merged_into", "not-yours")),
}


@of_rows("case", BROKEN)
def test_what_is_broken_is_named(case: str) -> None:
    changes, rule = BROKEN[case]
    assert rule in rules(child(**changes))


def test_only_the_childs_own_fields_may_be_stated() -> None:
    """A field that the registry fills cannot come in by being new: all but the child's own are refused."""
    own = {"names", "birth", "gender", "found_place", "found_on", "guardian", "language", "mark", "nationality"}
    filled = {"str": "X", "int": 1, "bytes": b"x", "bool": True}
    for name in set(Provisional.__slots__) - own:
        value = filled[str(Provisional.__annotations__[name])]
        assert (name, "not-yours") in rules(child(**{name: value}))


def test_a_number_is_that_of_an_identity_document() -> None:
    card = Identifier("CNIC", make.cnic(3))
    assert check_number(card) == card
    for wrong in (None, Identifier("CNIC", "1"), Identifier("PHONE", "+923001234567"), Identifier("IBAN", "PK1")):
        with pytest.raises(InvalidArgument):
            check_number(wrong)


def test_a_reason_is_one_line() -> None:
    check_reason("the mother was found")
    for wrong in ("", "x" * 501, "two\nlines"):
        with pytest.raises(InvalidArgument):
            check_reason(wrong)


def test_what_is_looked_for_may_be_little_and_not_broken() -> None:
    check_sought(Provisional(names=names("Bilal")), NOW)
    check_sought(Provisional(birth=born("2015", "2016", "")), NOW)
    for wrong in ({"birth": born("2016", "2015")}, {"found_on": "soon"}, {"found_place": "x" * 301}):
        with pytest.raises(InvalidArgument):
            check_sought(Provisional(**wrong), NOW)
    for other in (Provisional(language="skr"), Provisional(guardian=GUARDIAN), Provisional(nationality="AF")):
        with pytest.raises(InvalidArgument):
            check_sought(other, NOW)
    assert span("2015").first_day < span("2015").last_day
