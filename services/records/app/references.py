"""By what police and prosecution speak of one accused person, whether or not another case names them a victim."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256
from typing import Final

from services.access.gates import is_own_or_kin
from services.records.app.context import Context
from services.records.app.one_person import numbers_of
from services.records.app.opening import open_versions
from services.records.app.shown import texts_of
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.values.records import RecordVersion
from services.vocabulary.protection import ACCUSED_ROLES

_OF_RECORD: Final = b"rabta review-first v1\n"
_LETTERS: Final = 8
_FORM: Final = re.compile(rf"R-[A-Z2-7]{{{_LETTERS}}}")


def reference_of(context: Context, token: str) -> str:
    """Of who bears a number, by its blind token; on the hub."""
    return _reference(context.keys.index.token(f"REVIEW_FIRST:{token}").encode())


def reference_by_record(record: str) -> str:
    """Of whom a record accuses, by its name ``agencies/A/records/R``; on a member's own node.

    A node's blind tokens are its own, so that the hub would not know a reference that is made of them.
    """
    return _reference(_OF_RECORD + record.encode())


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference, of whomever."""
    return _FORM.fullmatch(text) is not None


def _reference(of: bytes) -> str:
    return "R-" + b32encode(sha256(of).digest())[:_LETTERS].decode()


async def accused_references(context: Context, view: Snapshot, ask: Ask) -> frozenset[str]:
    """Every reference by which an answer anywhere may name somebody whom the cited case accuses.

    Own and kin of who asks are left out. Raises StorageUnavailable.
    """
    rows = await view.case_members(cases_of(ask), ask.inquiry.now_ms)
    classes = await context.classes.of(view, {class_of(row.code) for row in rows})
    accused = [row.record for row in rows if classes[class_of(row.code)].role in ACCUSED_ROLES]
    records = [each.record for each in (await open_versions(context, view, accused)).versions.values()]
    known = [each for each in records if not is_own_or_kin(ask.inquiry.caller, texts_of([each]))]
    return frozenset(reference for each in known for reference in _of_accused(context, each))


def cases_of(ask: Ask) -> list[str]:
    """Tokens of all numbers by which the cited case is called."""
    return [each for each in ask.cited if isinstance(each, str)]


def _of_accused(context: Context, record: RecordVersion) -> list[str]:
    numbers = numbers_of(context.blinder.people(record.subject)) if record.subject else ()
    names = [*numbers, record.record_name]
    return [*(reference_of(context, name) for name in names), reference_by_record(record.record_name)]
