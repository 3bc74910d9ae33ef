"""The synthetic families: repeatable, in the published frequencies, and worn as far as is asked."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from services.demo.described import Description, Wear, describe
from services.demo.population import People, Person, dice_of, english, urdu
from services.demo.reference import SYNTHETIC_SERIAL
from tests.rows import of_rows

NEW = Wear(**dict.fromkeys((field.name for field in fields(Wear)), 0.0))
DRAWN = People("described", date(2025, 12, 31), women=0.5)
PEOPLE = [DRAWN.adult() for _ in range(400)]


def described(wear: Wear, person: Person = PEOPLE[0], times: int = 200) -> list[Description]:
    dice = dice_of("test", "described")
    return [describe(person, wear, dice) for _ in range(times)]


def both(one: Wear, other: Wear) -> list[tuple[Description, Description]]:
    """Everybody described twice, by offices of two kinds."""
    return [(described(one, who, 1)[0], described(other, who, 1)[0]) for who in PEOPLE[:100]]


def test_the_same_dice_give_the_same_description() -> None:
    assert described(Wear()) == described(Wear())


def test_without_wear_an_office_writes_what_is() -> None:
    for person in PEOPLE[:50]:
        found = describe(person, NEW, dice_of("test", "new"))
        assert found == Description(
            name=english(person.name),
            related=english(person.father),
            relation="S/O" if person.gender == "M" else "D/O",
            cnic=person.cnic,
            gender=person.gender,
            born=person.born.isoformat(),
            district=person.home.prefix,
            phone=person.phone,
            address=person.address,
        )


def test_in_urdu_both_names_are_in_urdu() -> None:
    for person in PEOPLE[:50]:
        found = describe(person, replace(NEW, urdu=1.0), dice_of("test", "new"))
        assert (found.name, found.related) == (urdu(person.name), urdu(person.father))


def test_a_married_woman_may_be_named_by_her_husband() -> None:
    married = next(person for person in PEOPLE if person.husband)
    (found,) = described(replace(NEW, by_husband=1.0), married, times=1)
    assert (found.related, found.relation) == (english(married.husband), "W/O")


def test_who_moved_is_described_elsewhere_without_the_old_address() -> None:
    for person in PEOPLE[:50]:
        (found,) = described(replace(NEW, moved=1.0), person, times=1)
        assert found.district != person.home.prefix
        assert found.address == ""


def test_a_name_is_never_absent() -> None:
    for person in PEOPLE[:50]:
        (found,) = described(replace(NEW, absent=1.0, dropped_token=1.0), person, times=1)
        assert found.name
        assert {found.related, found.relation, found.cnic, found.born, found.phone, found.address} == {""}


def worn(wear: Wear) -> str:
    """The fault that this wear has."""
    return next(field.name for field in fields(Wear) if getattr(wear, field.name))


@of_rows(
    ("field", "wear"),
    [
        ("name", replace(NEW, urdu=1.0)),
        ("name", replace(NEW, slip=1.0)),
        ("cnic", replace(NEW, slip=1.0)),
        ("born", replace(NEW, wrong_year=1.0)),
        ("born", replace(NEW, year_alone=1.0)),
        ("born", replace(NEW, changed_over=1.0)),
        ("district", replace(NEW, moved=1.0)),
        ("name", replace(NEW, other_spelling=1.0)),
        ("name", replace(NEW, dropped_token=1.0)),
        ("address", replace(NEW, dropped_token=1.0)),
        ("phone", replace(NEW, other_phone=1.0)),
        ("phone", replace(NEW, absent=1.0)),
    ],
    ids=lambda value: value if isinstance(value, str) else worn(value),
)
def test_each_kind_of_wear_changes_its_field(field: str, wear: Wear) -> None:
    changed = [getattr(one, field) != getattr(other, field) for one, other in both(NEW, wear)]
    assert any(changed)


def test_a_wrong_digit_stays_in_the_block_that_is_nobodys() -> None:
    for person in PEOPLE[:50]:
        for each in described(replace(NEW, slip=1.0), person, times=20):
            number = each.cnic
            assert len(number) == 13
            assert int(number[5:12]) >= SYNTHETIC_SERIAL


def test_more_absent_is_more_absent() -> None:
    few, many = (sum(not each.phone for each in described(replace(NEW, absent=share))) for share in (0.1, 0.6))
    assert few < many
