"""Statements of SWIFT add up, or the file is refused; each line has the other side that its narration names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds.row import FileRefused, Item
from tests.budget import budget
from tests.unit.sources.feeds.test_acts import acts, items, rejected

IBAN = "PK36SCBL0000001123456702"
OWN = "MEZNPKKA:0001234567"
TOP = ":20:S-1\n:25:MEZNPKKA/0001234567\n:28C:1/1\n"


def statement(*lines: tuple[str, str], opening: str = "C240229PKR1000,00", closing: str = "", tail: str = "-\n") -> str:
    body = "".join(f":61:{line}\n" + (f":86:{words}\n" if words else "") for line, words in lines)
    return f"{TOP}:60F:{opening}\n{body}" + (f":62F:{closing}\n" if closing else "") + tail


def read(text: str, **options: Any) -> list[Item]:
    return items("mt940", text, **options)


ONE = ("2403010301D500,00NTRFT-1//B-1", f"IBFT TO {IBAN}")
CLOSING = "C240301PKR500,00"


def test_a_line_with_its_narration() -> None:
    (act,) = acts(read(statement(ONE, closing=CLOSING)))
    assert (act.kind, act.start, act.end, act.amount_minor, act.currency) == (
        "TRANSFERRED",
        OWN,
        f"IBAN:{IBAN}",
        50_000,
        "PKR",
    )
    assert act.until_ms - act.at_ms == 86_399_999


@pytest.mark.parametrize(
    ("line", "closing", "way"),
    [
        ("240301C1,5NTRFX", "C240301PKR1001,50", "in"),
        ("240301CR1,50NTRFX", "C240301PKR1001,5", "in"),
        ("240301D1001,NTRFX", "D240301PKR1,", "out"),
    ],
)
def test_marks_and_amounts(line: str, closing: str, way: str) -> None:
    (act,) = acts(read(statement((line, ""), closing=closing)))
    assert (act.start == OWN) == (way == "out")
    assert f"UNSTATED:{OWN}" in (act.start, act.end)


@pytest.mark.parametrize(
    "text",
    [
        statement(ONE, closing="C240301PKR501,00"),
        statement(ONE, closing="D240301PKR500,00"),
        statement(ONE, closing="C240301USD500,00"),
        statement(ONE),
        statement(ONE, tail=""),
        statement(ONE, closing=CLOSING).replace(":61:", ":61:2403010301D1,00NTRFX\n:61:", 1),
        statement(ONE, closing=CLOSING).replace(":60F:C", ":60F:D"),
        statement(ONE, closing="C240301PKR500.00"),
        "{1:F01MEZNPKKAAXXX0000000000}{2:O9401200240301SCBLPKKXAXXX00000000002403011200N}{4:\n"
        + statement(ONE, closing=CLOSING, tail=""),
        "{1:F01MEZNPKKAAXXX0000000000}{2:O1031200240301SCBLPKKXAXXX00000000002403011200N}{4:\n"
        + statement(tail="-}\n"),
        "stray\n" + statement(ONE, closing=CLOSING),
        TOP.replace("MEZNPKKA/", "") + ":60F:C240229PKR0,\n:62F:C240229PKR0,\n",
    ],
)
def test_what_does_not_add_up_or_is_cut_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        read(text)


def test_a_page_goes_on_where_the_one_before_ended() -> None:
    pages = statement(ONE, closing=CLOSING).replace(":62F:", ":62M:") + statement(
        ("240302D200,00NTRFT-2", "ATM WDL"), opening="C240301PKR500,00", closing="C240302PKR300,00"
    ).replace(":60F:", ":60M:")
    assert [each.amount_minor for each in acts(read(pages))] == [50_000, 20_000]
    with pytest.raises(FileRefused, match="page"):
        read(pages.replace(":60M:C240301PKR500,00", ":60M:C240301PKR600,00").replace("PKR300,00", "PKR400,00"))


def test_a_reversal_and_what_it_takes_back_are_no_transfers() -> None:
    text = statement(ONE, ("240302RD500,00NTRFT-2", "OF T-1"), closing="C240302PKR1000,00")
    assert rejected(read(text)) == [(5, "reversed"), (7, "reversal")]


def test_what_is_expected_is_not_booked_and_in_no_balance() -> None:
    text = statement(("240301EC500,00NTRFX", ""), closing="C240301PKR1000,00")
    assert rejected(read(text)) == [(5, "not-booked")]


def test_subfields_name_the_other_side() -> None:
    line = (ONE[0], f"020?00TRANSFER?20COTTON?30SCBLPKKX?31{IBAN}?32ALI?33 RAZA")
    (act,) = acts(read(statement(line, closing=CLOSING)))
    assert act.end == f"IBAN:{IBAN}"
    assert '"ALI RAZA"' in act.note


def test_a_line_that_is_none_is_rejected_and_leaves_the_balance_unjudged() -> None:
    text = statement(ONE, ("24XX01D500,00NTRFX", ""), closing="C240301PKR0,00")
    found = read(text)
    assert rejected(found) == [(7, "swift-line")]
    assert len(acts(found)) == 1


def test_a_line_that_is_none_beside_a_reversal() -> None:
    text = statement(("24XX01D500,00NTRFX", ""), ("240302RD500,00NTRFT-2", ""), closing="C240301PKR0,00")
    assert rejected(read(text)) == [(5, "swift-line"), (6, "reversal")]


def test_other_currencies_are_what_they_are() -> None:
    text = statement(ONE, opening="C240229AED1000,00", closing="C240301AED500,00")
    assert [each.currency for each in acts(read(text))] == ["AED"]


def test_a_bare_number_is_the_providers() -> None:
    text = statement(ONE, closing=CLOSING).replace("MEZNPKKA/", "")
    (act,) = acts(read(text, provider="MEZN"))
    assert act.start == "MEZN:0001234567"


@budget(60)
@given(st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=8), st.data())
def test_no_changed_amount_and_no_lost_line_is_taken(moves: list[int], data: st.DataObject) -> None:
    def line(move: int) -> tuple[str, str]:
        return f"240301{'C' if move > 0 else 'D'}{abs(move)},00NTRFNONREF", "COTTON"

    total = 10_000 + sum(moves)
    text = statement(*map(line, moves), opening="C240229PKR10000,00", closing=f"C240301PKR{total},00")
    assert sorted(each.amount_minor for each in acts(read(text))) == sorted(abs(move) * 100 for move in moves)
    place = data.draw(st.integers(0, len(moves) - 1))
    wrong = [
        *moves[:place],
        *data.draw(st.sampled_from([[], [moves[place] + 1000], [-moves[place]]])),
        *moves[place + 1 :],
    ]
    with pytest.raises(FileRefused, match="balance"):
        read(statement(*map(line, wrong), opening="C240229PKR10000,00", closing=f"C240301PKR{total},00"))
