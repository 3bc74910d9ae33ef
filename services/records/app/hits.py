"""What is shown where a record itself is not: that an owner holds something, whom to call, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from services.access.caller import Caller
from services.access.decision import Level
from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.protection.view import Ask, View
from services.records.rows import ViewRow
from services.values.records import Action, Desk, Hit, ListEntry, Proclamation, RecordVersion, VisibleVersion
from services.vocabulary.access import Purpose
from services.vocabulary.protection import FOR_ARREST, child_at_act
from services.vocabulary.records import Age

CHILD: Final = Action(action="CHILD", caution="call the desk")
AGE_NOT_RECORDED: Final = "age not recorded: call desk"
"""What a post reads under every entry of somebody whose age nobody who has a say recorded (row 24a)."""
MISUSE_CLAIMED: Final = Action(action="MISUSE_CLAIMED", caution="claims that the identity was misused: call the desk")
"""All that is told of a note by who has no say in it."""
UNDISCLOSED: Final = frozenset({Level.HIT, Level.ACTION})
"""Levels of what is shown as a hit beside records that are shown in full."""
_HANDLE_BYTES: Final = 8


class Told(NamedTuple):
    """A hit. ``list_type``: of the list that its entry stands on, empty for none and where no action of it is told."""

    hit: Hit
    list_type: str = ""


def hits_of(
    context: Context,
    ask: Ask,
    registry: Registry,
    person: View,
    rows: Sequence[ViewRow],
    versions: Mapping[int, VisibleVersion],
) -> list[Hit]:
    """Hits for the rows that are not disclosed, in the rows' order. ``versions``: of :func:`acting_rows`, by record."""
    return [each.hit for each in told_of(context, ask, registry, person, rows, versions)]


def told_of(
    context: Context,
    ask: Ask,
    registry: Registry,
    person: View,
    rows: Sequence[ViewRow],
    versions: Mapping[int, VisibleVersion],
    levels: frozenset[Level] = UNDISCLOSED,
) -> list[Told]:
    """As :func:`hits_of`, for the rows of these ``levels``; of what may be shown in full the action alone is told."""
    found = []
    for row in merged(person, rows):
        level = person.decisions[row.code].level
        if level in levels:
            action = _action_of(ask, person, row, versions) if level > Level.HIT else None
            hit = hit_of(context, ask.inquiry.caller, registry, row, action)
            found.append(Told(hit, _list_type(versions.get(row.record)) if action else ""))
    return found


def merged(person: View, rows: Sequence[ViewRow]) -> list[ViewRow]:
    """The rows but for mere hits after an owner's first, and mere claims: only their owner says how many there are."""
    kept, told = [], set[tuple[str, bool]]()
    for row in rows:
        claims = person.claims(row.code)
        if claims or person.decisions[row.code].level == Level.HIT:
            if (row.agency, claims) in told:
                continue
            told.add((row.agency, claims))
        kept.append(row)
    return kept


def acting_rows(person: View, rows: Sequence[ViewRow]) -> list[ViewRow]:
    """Rows of which what they say of an action may be shown: not of a child's, and not of a mere claim."""
    acting, classes = person.codes(Level.ACTION, Level.DISCLOSED), person.classes
    told = [row for row in rows if row.code in acting and not person.claims(row.code)]
    return [row for row in told if not child_at_act(classes[row.code].juvenile)]


def hit_of(context: Context, caller: Caller, registry: Registry, row: ViewRow, action: Action | None = None) -> Hit:
    """One record's owner and its 24-hour desk, and a handle that only the caller's agency can cite."""
    owner = registry.agency(row.agency)
    desk = Desk(owner.desk.name, owner.desk.phone, owner.desk.email) if owner else None
    return Hit(row.agency, owner.display_name if owner else "", desk, handle_of(context, caller, row), action)


def handle_of(context: Context, caller: Caller, row: ViewRow) -> str:
    """A handle of one record that only the caller's agency can cite."""
    return context.keys.hit_handle.seal_text(row.record.to_bytes(_HANDLE_BYTES), caller.agency.encode())


def record_of(context: Context, caller: Caller, handle: str) -> int:
    """The record that a handle stands for. Raises SealBroken for any other agency's, or a forged one."""
    return int.from_bytes(context.keys.hit_handle.open_text(handle, caller.agency.encode()))


def _action_of(ask: Ask, person: View, row: ViewRow, versions: Mapping[int, VisibleVersion]) -> Action:
    """Action, caution, authority and expiry, without biography (rows 9 and 18); CHILD or a claim stand alone.

    At a checkpoint the caution begins with what is to be done about an age that nobody recorded (row 24a).
    """
    if person.claims(row.code):
        return MISUSE_CLAIMED
    version = versions.get(row.record)
    if version is None:
        return CHILD
    action = _action(version.record)
    klass = person.classes[row.code]
    post = ask.inquiry.caller.purpose == Purpose.CHECKPOINT and klass.kind in FOR_ARREST
    if post and klass.juvenile == Age.UNKNOWN:
        return replace(action, caution="; ".join(filter(None, (AGE_NOT_RECORDED, action.caution))))
    return action


def _action(record: RecordVersion) -> Action:
    body = record.body
    dangers = ", ".join(record.subject.dangers) if record.subject else ""
    if isinstance(body, ListEntry):
        return Action(body.action, body.caution or dangers, body.authority, body.expires)
    if isinstance(body, Proclamation):
        return Action("ARREST", dangers, f"{body.court}, CrPC s. {body.type}")
    return Action(caution=dangers)


def _list_type(version: VisibleVersion | None) -> str:
    body = version.record.body if version else None
    return body.type if isinstance(body, ListEntry) else ""
