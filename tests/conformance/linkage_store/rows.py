"""Rows that tests of link stores write."""

from __future__ import annotations

from services.linkage.kept import AuthorityRow, FeedRow
from services.values.network import LinkDecision, NodeKey


def authority(name: str, until_ms: int = 100, body: str = "{}") -> AuthorityRow:
    """An authority in force; ``name``: ``agency/reference``."""
    agency, _, reference = name.partition("/")
    return AuthorityRow(name, agency, reference, body, until_ms)


def feed_row(
    name: str, klass: int, kind: str = "CALLED", number: str = "e1", one: str = "", other: str = "", amount: int = 0
) -> FeedRow:
    """One row under an authority. Every column has a value of its own, so that none stands for another."""
    return FeedRow(
        0, klass, name, kind, number, f"start {number}", f"finish {number}", one, other, 11, 12, 13, amount, "PKR", 14,
        "label", "نام", "note",
    )  # fmt: skip


def decision(
    number: str, one: str, other: str, sign: str = "SAME", by: str = "pk.fia/pp-1", at: int = 1, scoring: str = ""
) -> LinkDecision:
    """A decision on two Subjects, the lower id first."""
    model = ("1+abc", 17.25, scoring) if scoring == "SCORED" else ("", 0.0, scoring)
    first, second = (NodeKey("SUBJECT", each) for each in sorted((one, other)))
    return LinkDecision(number, first, second, sign, by, "pk.fia/pp-2", f"why {number}", at, "rule/1", 0, "", *model)
