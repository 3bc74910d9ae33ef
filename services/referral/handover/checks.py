"""What may not go from one body to another, whatever was asked: LAW 2(g). Pure.

Never in a packet: offender records and police intelligence, the number of an identity document, and notes of a class
that no consent in it covers. Such notes are left out, and the packet says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from services.access.errors import Violation
from services.referral.checks import MAX_TEXT, MAX_WORD, NUMBER, a_day, a_text, one_of, pseudonym
from services.referral.consent import By, View
from services.referral.handover.packet import BadPacket, Given, LeftOut, Packet, Reason, written
from services.referral.handover.parts import LISTS
from services.vocabulary.answers import Answer
from services.vocabulary.referral import NoteKind

MAX_ROWS: Final = 50
"""Of each list."""
_POLICE: Final = re.compile(
    r"\bF\.?\s?I\.?\s?R\b|ایف\s?\.?\s?آئی\s?\.?\s?آر|agencies/\S+/records/"
    r"|\b[A-Z]{2,}(?:/[A-Z0-9 .-]+)+/[0-9-]+/[0-9]{4}\b",
    re.IGNORECASE,
)
"""A police report or a record of the hub, as a text may name it."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def checked(packet: Packet) -> Packet:
    """With the notes alone that a consent covers, and what was left out. Raises BadPacket for one that may not go."""
    for where, rule in (*_forbidden(written(packet)), *_broken(packet)):
        raise BadPacket(where, rule)
    given = {kind for each in packet.consents for kind in each.notes}
    goes = tuple(each for each in packet.notes if each.kind in given)
    out = tuple(LeftOut(each.kind, "no-consent") for each in packet.notes if each.kind not in given)
    return replace(packet, notes=goes, left_out=out)


def check_given(packet: Packet) -> None:
    """Raise BadPacket unless a packet that was read is what :func:`checked` makes of something."""
    given = {kind for each in packet.consents for kind in each.notes}
    if {each.kind for each in packet.left_out} & {each.kind for each in packet.notes} or any(
        each.kind in given or each.kind not in set(NoteKind) or each.why != "no-consent" for each in packet.left_out
    ):
        raise BadPacket("left_out", "not-so")
    bare = replace(packet, left_out=())
    if checked(bare) != bare:
        raise BadPacket("notes", "no-consent")


def _broken(packet: Packet) -> Iterator[tuple[str, str]]:
    for broken in (*_fields(packet), *_rows(packet)):
        yield broken.field, broken.rule
    if packet.left_out:
        yield "left_out", "computed"
    if packet.reason == Reason.AGE_OUT and By.SELF not in {each.by for each in packet.consents}:
        yield "consents", "own-consent"
    if packet.back_home and not (packet.interview and packet.satisfied):
        yield "back_home", "interview-and-court"


def _forbidden(said: object, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(said, str) and _DIGEST.fullmatch(said) is None:
        if _POLICE.search(said):
            yield where, "police"
        if NUMBER.search(said):
            yield where, "identity-number"
    elif isinstance(said, Mapping):
        for name, each in said.items():
            yield from _forbidden(each, f"{where}.{name}" if where else str(name))
    elif isinstance(said, list):
        for at, each in enumerate(said):
            yield from _forbidden(each, f"{where}[{at}]")


def _fields(packet: Packet) -> Iterator[Violation]:
    yield from one_of("reason", packet.reason, set(Reason))
    yield from one_of("child", packet.child, set(Answer))
    yield from pseudonym(packet.subject)
    yield from a_text("to", packet.to, MAX_WORD, least=1)
    yield from a_text("case", packet.case, MAX_WORD, least=1)
    yield from a_text("care_plan", packet.care_plan, MAX_TEXT, least=1)
    for name, day in (("interview", packet.interview), ("satisfied", packet.satisfied)):
        if day:
            yield from a_day(name, day)
    for name in LISTS:
        if len(getattr(packet, name)) > MAX_ROWS:
            yield Violation(name, "rows", f"must be {MAX_ROWS} at most")


def _rows(packet: Packet) -> Iterator[Violation]:
    for at, task in enumerate(packet.tasks):
        yield from a_text(f"tasks[{at}].what", task.what, MAX_WORD, least=1)
        yield from a_day(f"tasks[{at}].due", task.due)
    for at, given in enumerate(packet.consents):
        yield from _given(f"consents[{at}]", given)
    for at, order in enumerate(packet.orders):
        yield from a_text(f"orders[{at}].court", order.court, MAX_WORD, least=1)
        yield from a_text(f"orders[{at}].reference", order.reference, MAX_WORD, least=1)
        yield from a_day(f"orders[{at}].day", order.day)
    for at, hearing in enumerate(packet.hearings):
        yield from a_text(f"hearings[{at}].name", hearing.name, MAX_WORD, least=1)
        yield from a_day(f"hearings[{at}].day", hearing.day)
    yield from _further(packet)


def _further(packet: Packet) -> Iterator[Violation]:
    for at, contact in enumerate(packet.contacts):
        yield from a_text(f"contacts[{at}]", contact, MAX_WORD, least=1)
    for at, paper in enumerate(packet.documents):
        yield from a_text(f"documents[{at}].name", paper.name, MAX_WORD, least=1)
        if _DIGEST.fullmatch(paper.sha256) is None:
            yield Violation(f"documents[{at}].sha256", "digest", "must be 64 hexadecimal digits")
    for at, note in enumerate(packet.notes):
        yield from one_of(f"notes[{at}].kind", note.kind, set(NoteKind))
        yield from a_text(f"notes[{at}].text", note.text, MAX_TEXT, least=1)


def _given(where: str, given: Given) -> Iterator[Violation]:
    yield from one_of(f"{where}.by", given.by, set(By))
    if given.view:
        yield from one_of(f"{where}.view", given.view, set(View))
    for kind in given.notes:
        yield from one_of(f"{where}.notes", kind, set(NoteKind))
    yield from a_day(f"{where}.day", given.day)
    yield from a_text(f"{where}.language", given.language, MAX_WORD, least=1)
