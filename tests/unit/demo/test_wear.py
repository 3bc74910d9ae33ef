"""Wear changes how a row looks, not what it says; damage leaves something nobody can repair."""

from __future__ import annotations

import pytest

from services.demo.population import dice_of
from services.demo.wear import DAMAGED, as_numbers, damage, day_first, in_urdu, old_keyboard, worn
from services.sources.exports import Origin, formats, of_row
from tests.rows import of_rows

ROW = {
    "type": "FIR",
    "fir_no": "12",
    "year": "2021",
    "province": "PB",
    "district": "Lahore",
    "station": "City",
    "registered": "2021-04-03",
    "sections": "302/34 PPC",
    "accused": "Ali Raza s/o Ahmed",
    "accused_urdu": "علی رضا",
    "accused_cnic": "35202-9900101-1",
    "accused_phone": "03010001234",
    "step": "",
}
LAYOUT, ORIGIN = formats()["fir_register"], Origin("pk.punjab-police")


def repaired(row: dict[str, str]) -> object:
    """Drafts of a row, without the mark that a phone was repaired."""
    outcome = of_row(LAYOUT, row, ORIGIN)
    assert outcome.rejects == ()
    return str(outcome.drafts).replace("repaired=True", "repaired=False")


@of_rows("seed", range(30))
def test_a_worn_row_says_the_same(seed: int) -> None:
    assert repaired(worn(ROW, dice_of(seed, "wear"))) == repaired(ROW)


def test_wear_shows() -> None:
    assert any(worn(ROW, dice_of(seed, "wear")) != ROW for seed in range(10))


def test_a_damaged_row_is_rejected_whatever_was_hit() -> None:
    dice, hit = dice_of(1, "damage"), set()
    for _ in range(3000):
        found = damage(ROW, dice)
        if found is not None:
            outcome = of_row(LAYOUT, found, ORIGIN)
            assert outcome.drafts == ()
            assert outcome.rejects
            hit |= {reject.reason for reject in outcome.rejects}
    assert len(hit) >= 4


def test_damage_is_rare() -> None:
    dice = dice_of(2, "damage")
    hits = sum(damage(ROW, dice) is not None for _ in range(5000))
    assert abs(hits / 5000 - DAMAGED) < 0.006


def test_damage_leaves_cells_of_several_alone() -> None:
    row = {"accused_cnic": "a; b", "fir_no": "1"}
    dice = dice_of(3, "damage")
    assert {found["accused_cnic"] for _ in range(2000) if (found := damage(row, dice))} == {"a; b"}


@pytest.mark.parametrize(
    ("value", "shown"), [("2024-03-12", "12-03-2024"), ("2024", "2024"), ("", ""), ("24-Dec", "24-Dec")]
)
def test_days_come_first(value: str, shown: str) -> None:
    assert day_first(value) == shown


def test_urdu_rows_have_no_second_script() -> None:
    row = in_urdu(ROW, digits=True)
    assert row["accused"] == "علي رضا"
    assert row["fir_no"] == "۱۲"
    assert "accused_urdu" not in row
    assert in_urdu(ROW, digits=False)["fir_no"] == "12"


def test_old_keyboards_give_arabic_letters() -> None:
    assert old_keyboard("کیک") == "كيك"


def test_spreadsheets_keep_some_numbers_as_numbers() -> None:
    cells = [as_numbers(ROW, dice_of(seed, "sheet")) for seed in range(40)]
    assert all(row["fir_no"] == 12 for row in cells)
    assert {row["accused_cnic"] for row in cells} == {"35202-9900101-1", 3520299001011}
    assert {row["accused_phone"] for row in cells} == {"03010001234", 3010001234}
