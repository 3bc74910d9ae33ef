"""Rows of claims as the store keeps and lists them. Pure; times are epoch milliseconds."""

from __future__ import annotations

from typing import NamedTuple


class ClaimRow(NamedTuple):
    """A claim as it is raised; ``due_ms`` 0: a notice; ``record`` 0 and ``owner`` empty: oversight alone is told."""

    handle: str
    fact: str
    record: int
    owner: str
    source: int
    speaker: str
    court: str
    order_no: str
    raised_ms: int
    due_ms: int
    state: str


class ClaimLine(NamedTuple):
    """A claim as it is listed; record ids are empty where there is no such record."""

    id: int
    handle: str
    fact: str
    owner: str
    record_id: str
    speaker: str
    source_id: str
    court: str
    order_no: str
    raised_ms: int
    due_ms: int
    state: str
    until_ms: int
