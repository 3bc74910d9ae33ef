"""What is said of a claim, act by act: what is missing, what is of another act, and what is out of bounds."""

from __future__ import annotations

from typing import Any

from services.access.errors import InvalidArgument
from services.referral.claims.checks import FIELDS, MAX_RUPEES, check_act
from services.values.referral import ChangeCompensationRequest, CompensationLosses, ReferredCase
from services.vocabulary.referral import CompensationAct
from tests.rows import of_rows
from tests.unit.referral.claim_desk import LOSSES, ORDER, PAYMENT, RECEIPT, Said

TODAY = 20_594
"""2026-05-21."""
VALUES: Said = {
    "losses": LOSSES, "basis": "CRPC_545", "amount": 5, "day": "2026-05-20", "reference": "S.C. 9", "payee": "VICTIM",
    "guardian": "FIT", "receipt_sha256": RECEIPT, "cited": ReferredCase("APPEAL", "LAHORE/77/2025"),
}  # fmt: skip


def broken(act: str, **said: Any) -> list[tuple[str, str]]:
    """What is wrong in a request."""
    try:
        check_act(ChangeCompensationRequest("request-1", "id", act, **said), TODAY)
    except InvalidArgument as refusal:
        return [(each.field, each.rule) for each in refusal.violations]
    return []


def needed(act: str) -> Said:
    return {name: VALUES[name] for name in sorted(FIELDS[act].needs)} if act in FIELDS else {}


@of_rows("act", CompensationAct)
def test_each_act_has_fields_of_its_own_and_no_others(act: str) -> None:
    assert broken(act, **needed(act)) == []
    may = FIELDS[act].may if act in FIELDS else set()
    for name, value in VALUES.items():
        rest = {**needed(act)}
        if rest.pop(name, None) is not None:
            assert broken(act, **rest) == [(name, "required")]
        else:
            assert broken(act, **rest, **{name: value}) == ([] if name in may else [(name, "unused")])


def test_without_an_act_nothing_else_is_looked_at() -> None:
    for act in ("", "ACQUIT", "PAID"):
        assert broken(act, amount=-1) == [("act", "required")]


@of_rows(
    ("act", "more", "expected"),
    [
        ("PAY", {"amount": -1}, [("amount", "rupees")]),
        ("PAY", {"amount": MAX_RUPEES + 1}, [("amount", "rupees")]),
        ("PAY", {"amount": MAX_RUPEES}, []),
        ("PAY", {"receipt_sha256": b"x" * 31}, [("receipt_sha256", "digest")]),
        ("PAY", {"payee": "UNCLE"}, [("payee", "required")]),
        ("PAY", {"day": "2026-05"}, [("day", "date")]),
        ("PAY", {"day": "2026-05-22"}, [("day", "future")]),
        ("SENTENCE", {"day": "2026-05-22"}, [("day", "future")]),
        ("DUE", {"day": "2026-05-22"}, []),
        ("DUE", {"day": "2026-02-30"}, [("day", "date")]),
        ("ORDER", {"basis": "ANTIRAPE_20"}, [("basis", "required")]),
        ("ORDER", {"guardian": "KIN"}, [("guardian", "required")]),
        ("ORDER", {"reference": "S" * 101}, [("reference", "text")]),
        ("ORDER", {"reference": "S\x1b"}, [("reference", "text")]),
        ("ASSESS", {"losses": CompensationLosses(wages=-1)}, [("losses.wages", "bounds")]),
        ("ASSESS", {"losses": CompensationLosses(bondage_days=36_501)}, [("losses.bondage_days", "bounds")]),
        ("CITE", {"cited": ReferredCase("RECORD", "X")}, [("cited", "case")]),
    ],
)
def test_what_is_out_of_bounds_is_named(act: str, more: Said, expected: list[tuple[str, str]]) -> None:
    assert broken(act, **{**needed(act), **more}) == expected


def test_what_the_desk_of_the_tests_says_is_whole() -> None:
    assert broken("ORDER", **ORDER) == broken("PAY", amount=1, **PAYMENT) == []
