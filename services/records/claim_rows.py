"""Rows of claims as the store keeps and lists them. Pure; times are epoch milliseconds."""

from __future__ import annotations

from typing import NamedTuple


class ClaimRow(NamedTuple):
    """A claim as it is raised; ``due_ms`` 0: a notice; ``record`` 0 and ``owner`` empty: oversight alone is told.

    ``owner``: before whom it is put, most often the record's owner. ``person``: a token, empty for nobody.
    """

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
    person: str = ""


class WaitingClaim(NamedTuple):
    """A claim that waits. ``document``: 1 where its source names one; ``day``: since 1970-01-01, in Pakistan.

    ``clock_ms``: how long an answer has, from when it is raised. The rest is as in :class:`ClaimRow`.
    """

    speaker: str
    fact: str
    record: int
    owner: str
    source: int
    person: str
    document: int
    day: int
    since_ms: int
    clock_ms: int


class WaitingLine(NamedTuple):
    """How many claims of an agency wait since a day, and how many of them name a document."""

    speaker: str
    day: int
    claims: int
    documents: int


class ClaimsPlace(NamedTuple):
    """How many claims an agency raised since a time; ``waiting``: whether any of its waits."""

    raised: int
    waiting: bool


class Upheld(NamedTuple):
    """What two officers of oversight upheld: a fact of an owner's record, or what a speaker's record says.

    ``until_ms`` 0: for good. Names are empty where there is no such record.
    """

    fact: str
    owner: str
    record_id: str
    speaker: str
    source_id: str
    until_ms: int


class ClaimLine(NamedTuple):
    """A claim as it is listed; of a record that is not there, agency and id are empty."""

    id: int
    handle: str
    fact: str
    owner: str
    agency: str
    record_id: str
    speaker: str
    source_id: str
    court: str
    order_no: str
    raised_ms: int
    due_ms: int
    state: str
    until_ms: int


class ClaimAbout(NamedTuple):
    """A claim with the newest version number of the record whose word it is."""

    line: ClaimLine
    source_version: int
