"""Whom a keeper's list of that day has: licensed promoters, changers and groups, carers, schools, charities."""

from __future__ import annotations

from typing import Final

from services.linkage.snapshot.columns import Answer, Mark, Snapshot

ON_LIST: Final = "on a list of licences, carers, schools or charities"
"""The look-alike, of every rule whose pattern such bodies show by their work."""
BY_LIST: Final = Mark.LICENSED | Mark.CARER | Mark.INSTITUTION | Mark.CHARITY


def listed(snapshot: Snapshot, node: int, no: Mark) -> Answer:
    """YES for a member of any of these lists, NO where ``no`` is stated of them; of who bears a number as well."""
    return snapshot.answer(node, BY_LIST, no)
