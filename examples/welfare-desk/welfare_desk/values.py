"""What a school asks for, and what a welfare officer finds; each read from text, or refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

TOKEN = re.compile(r"[A-Z](?!.*[0-9]{7})[A-Z0-9]{7,31}")
"""As the school department makes them; a CNIC is none."""
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
"""A school, a department or an officer."""
MEMBERS = {"reason", "school", "token"}
LONGEST = 1024
"""Bytes of a request."""


class Reason(StrEnum):
    """Why a school asks for a visit; its numbers are a policy and stand in no statute (LAW 2(k), P)."""

    TEN_DAYS_ABSENT = "TEN_DAYS_ABSENT"
    SIBLINGS_ABSENT = "SIBLINGS_ABSENT"
    NOT_BACK_AFTER_VACATION = "NOT_BACK_AFTER_VACATION"


class Outcome(StrEnum):
    """What a welfare officer found, never police. What comes of it is for a person."""

    WELL = "WELL"
    ILL = "ILL"
    MOVED = "MOVED"
    TRANSFERRED = "TRANSFERRED"
    WORKING = "WORKING"
    MARRIED = "MARRIED"
    NOT_FOUND = "NOT_FOUND"
    REFUSED = "REFUSED"


class NotARequest(ValueError):
    """The bytes ask for no visit; nothing of them is repeated."""


@dataclass(frozen=True)
class Request:
    """A visit to one pupil, by the token that the department alone can read."""

    school: str
    token: str
    reason: Reason


def request_of(body: bytes) -> Request:
    """The three members, and nothing else. Raises NotARequest."""
    try:
        told = json.loads(body.decode("utf-8"), object_pairs_hook=_once)
        if not isinstance(told, dict) or told.keys() != MEMBERS:
            raise NotARequest
        return Request(matched(CODE, told["school"]), matched(TOKEN, told["token"]), Reason(told["reason"]))
    except (ValueError, RecursionError):
        raise NotARequest from None


def matched(form: re.Pattern[str], text: object) -> str:
    """The text as it stands. Raises ValueError for another form."""
    if not isinstance(text, str) or not form.fullmatch(text):
        raise ValueError
    return text


def _once(members: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(members)
    if len(found) != len(members):
        raise NotARequest
    return found
