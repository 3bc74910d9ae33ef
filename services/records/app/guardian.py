"""CheckGuardian: one word on who is to be a child's guardian, to the child-protection body that designates them.

The body learns that they are unfit, and nothing of why: no record, owner, kind or number of cases. What the word rests
on is in the sealed part of the log's entry.
"""

from __future__ import annotations

from services.access.decision import RecordClass
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.looking import note_followed
from services.records.app.selecting import asked_for
from services.records.codes import is_in_force
from services.records.protection.view import as_now
from services.records.rows import NOW
from services.values.records import CheckGuardianRequest, CheckGuardianResponse
from services.vocabulary.access import Permission
from services.vocabulary.protection import Side, child_at_act, side_of
from services.vocabulary.records import HandlingCode, RecordKind

CAUSE = "guardian"
"""Why a record is withheld here, in the sealed part."""


async def check_guardian(context: Context, inquiry: Inquiry, request: CheckGuardianRequest) -> CheckGuardianResponse:
    """Fit where nothing held stands against them; somebody of whom nothing is held is fit.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    asked = asked_for(context, request.selector, inquiry.trail)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.GUARDIAN_CHECK, asked=asked.texts)
        await note_followed(view, inquiry, [asked.token])
        lines = await view.person_profile(asked.token, NOW, ask.cited, inquiry.now_ms)
        classes = await context.classes.of(view, {line.klass for line in lines})
    fit = True
    for line in lines:
        if stands_against(as_now(classes[line.klass], line.code), line.code):
            fit = False
            inquiry.trail.withheld[classes[line.klass].owner, CAUSE] += line.number
    return CheckGuardianResponse(asked.identifier, fit)


def stands_against(klass: RecordClass, code: int) -> bool:
    """Whether records of a class accuse or list somebody, by a word that counts against a grown person today.

    What ended in their favour, a court or its own agency sealed, was expunged, is a stranger's accusation, was done as
    a child, is untested or no longer in force does not. Nor does what its originator or the law on tipping-off keeps
    from others (docs/vocabulary.md, rows 33 and 36): the word would tell of it.
    """
    kept = klass.handling == HandlingCode.ORCON or klass.str_derived
    spent = klass.favourable or klass.sealed or klass.own_sealed or klass.expunged or klass.stranger_to != ""
    untested = klass.enquiry_only or klass.weak_grade
    lapsed = klass.kind == RecordKind.LIST_ENTRY and not is_in_force(code)
    against = side_of(klass.role, klass.kind, klass.list_type) == Side.OFFENDER
    protected = child_at_act(klass.juvenile) or klass.protected_person
    return against and not (spent or kept or untested or lapsed or protected)
