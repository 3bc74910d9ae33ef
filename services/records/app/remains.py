"""What an agency still sees of its own record where it may not read it: name and order number, and nothing more.

So it is where the record is expunged, and where a court sealed it from its owner too. Whoever else asks is told what is
said of a record that never was.
"""

from __future__ import annotations

from services.access.decision import RecordClass
from services.access.gates import is_own_or_kin
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.shown import note_own, texts_of
from services.records.authority.speaker import Speaker, speaker_at_large
from services.records.codes import is_cited
from services.records.ports import Snapshot
from services.records.protection.classes import own_of_class
from services.records.protection.facts import unpack
from services.records.protection.view import Ask
from services.records.rows import HeadRow, RecordProfile
from services.records.tokens import joining, people_tokens
from services.values.records import ProtectionOrder, Remains
from services.vocabulary.access import Purpose
from services.vocabulary.protection import LIVE


async def remains_of(
    context: Context, view: Snapshot, ask: Ask, profile: RecordProfile, klass: RecordClass
) -> Remains | None:
    """What remains of a record that is not disclosed; None for whoever is not its owner's, or may not know of it."""
    if not _is_own(ask, profile, klass) or not (klass.expunged or klass.from_owner_too):
        return None
    record = (await open_versions(context, view, [profile.seq])).versions[profile.seq].record
    if is_own_or_kin(ask.inquiry.caller, texts_of([record])):
        note_own(ask.inquiry)
        return None
    numbers = (record.status_note,) if klass.expunged else await _order_nos(context, view, profile.record)
    ask.inquiry.trail.records.append(record.name)
    return Remains(record.record_name, klass.expunged, tuple(filter(None, numbers)))


def _is_own(ask: Ask, profile: RecordProfile, klass: RecordClass) -> bool:
    """The owner's record officer, or the officer assigned to the cited case that the record is in."""
    caller = ask.inquiry.caller
    assigned = ask.case.assigned and is_cited(profile.code)
    return klass.owner == caller.agency and (caller.purpose == Purpose.RECORD_UPKEEP or assigned)


async def _order_nos(context: Context, view: Snapshot, record: int) -> tuple[str, ...]:
    """Numbers of courts' orders in force that seal it from its owner: of its cases, or over all cases of its person."""
    if (head := await view.head(record)) is None:
        return ()
    cases = [number.partition(":")[2] for number in joining(head.cases)]
    people = [token for token, strength in people_tokens(head.people) if strength == 2]
    found = await view.orders_about(cases, people)
    classes = await context.classes.of(view, {each.own for each in found})
    seqs = [each.seq for each in found if _seals(each, own=classes[each.own], head=head)]
    bodies = [(await open_versions(context, view, [seq])).versions[seq].record.body for seq in seqs]
    return tuple(dict.fromkeys(body.order_no for body in bodies if isinstance(body, ProtectionOrder)))


def _seals(order: HeadRow, *, own: RecordClass, head: HeadRow) -> bool:
    record = unpack(order, own_of_class(own))
    body = record.body
    if not isinstance(body, ProtectionOrder) or record.status not in LIVE or body.lifted or not body.from_owner_too:
        return False
    mine, theirs = ({token for token, strength in people_tokens(one.people) if strength} for one in (head, order))
    if not record.voice.court or (theirs and mine.isdisjoint(theirs)):
        return False
    if not set(joining(order.cases)).isdisjoint(joining(head.cases)) or body.type == "PROTECTED_PERSON":
        return True
    return not order.cases and speaker_at_large(record) is Speaker.SUPERIOR
