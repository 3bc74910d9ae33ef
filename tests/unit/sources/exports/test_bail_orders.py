"""Orders on bail: what each is, whose court's, and what contradicts itself."""

from __future__ import annotations

import pytest

from services.sources.exports import formats
from services.sources.exports.orders import ORDERS
from services.values.records import Bail
from services.values.validation.validate import violations
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, reasons

COURT = "SESSIONS COURT LAHORE"


def test_an_order_is_of_the_court_under_its_own_number_beside_the_firs() -> None:
    (found,) = drafts("bail_orders")
    assert found.body == Bail("POST_ARREST", "2024-04-12", COURT, 20_000_000)
    assert [(each.type, each.key) for each in found.case_references] == [
        ("FIR", "PB/LAHORE/ICHHRA/512/2024"), ("COURT_CASE", f"{COURT}/77/2024"),
    ]  # fmt: skip
    assert (found.kind, found.role, found.valid_from) == ("BAIL", "ACCUSED", "2024-04-12")


@of_rows(("word", "order"), [each for each in ORDERS.items() if each[1].kind == "BAIL"])
def test_every_word_of_the_list_of_orders(word: str, order: object) -> None:
    (found,) = drafts("bail_orders", order=word, surety="")
    assert found.body == Bail(ORDERS[word].type, "2024-04-12", COURT)


def test_what_follows_on_one_petition_is_a_record_of_its_own() -> None:
    granted, cancelled = drafts("bail_orders") + drafts("bail_orders", order="bail cancelled", surety="")
    (later,) = drafts("bail_orders", order_date="2024-05-01")
    assert len({granted.record_id, cancelled.record_id, later.record_id}) == 3
    assert drafts("bail_orders", surety="300000", note="as amended")[0].record_id == granted.record_id


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"order": "bail refused"}, ("surety", "contradicts")),
        ({"order": "convicted"}, ("order", "unknown-word")),
        ({"order": ""}, ("order", "missing")),
        ({"bail_no": ""}, ("bail_no", "missing")),
        ({"court": ""}, ("court", "missing")),
        ({"order_date": "31-02-2024"}, ("order_date", "not-a-date")),
        ({"surety": "two lakh"}, ("surety", "not-a-number")),
        ({"accused": "Ali Raza, Ahmed Din"}, ("accused", "count-differs")),
        ({"accused_cnic": "3.52E+12"}, ("accused_cnic", "rounded-by-spreadsheet")),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(changes: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in reasons("bail_orders", **changes)


def test_a_draft_is_one_that_a_hub_takes() -> None:
    (found,) = drafts("bail_orders", note="on merits")
    assert not [each for each in violations(found) if each.field.startswith("bail")]


def test_headings_that_registers_write_are_told_apart() -> None:
    known = formats()["bail_orders"].headings()
    assert known["درخواستضمانتنمبر"] == "bail_no"
    assert known["dateoforder"] == "order_date"
