"""What a node may hold of other agencies' records (row 38a): by agreement, and what no agreement gives. Pure.

An agreement lifts the caps on roles, children and handling that it names, and no other cap. A copy is bytes that its
owner signed, so nothing of it can be held back from its holder: what other caps would show in part is not held at all.
What a post acts on is the exception (AUTHORITY 6.5): an entry that stays an action at the hub keeps its copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Final

from services.access.class_text import canonical
from services.access.decision import RecordClass
from services.access.purpose import CASE_RECORD
from services.membership.rows import JUVENILE, MAX_STALE_HOURS, AgencyRow, AgreementRow
from services.vocabulary.access import AgencyKind, Purpose
from services.vocabulary.protection import FOR_ARREST, PROTECTED_ROLES, child_at_act
from services.vocabulary.records import Age, HandlingCode, ListType, PartyRole, RecordKind

DIGEST_PREFIX: Final = b"rabta copies\0"
_BY_TERMS: Final = frozenset({HandlingCode.H3, HandlingCode.ORCON})
_CRIMINAL: Final = CASE_RECORD - {RecordKind.MISUSED_IDENTITY}
"""What an identity registry never asks for (row 39)."""
_HIDDEN_LISTS: Final = frozenset({ListType.WATCH, ListType.BLACKLIST})
"""Lists whose entries a protecting body's word hides."""
_POSTS: Final = frozenset({AgencyKind.BORDER, AgencyKind.CUSTOMS, AgencyKind.POLICE})
"""Whose officers stand at posts (row 9)."""
_SHOWN: Final = CASE_RECORD | {RecordKind.BORDER_CROSSING}
"""Kinds that some grant shows to officers of another agency (rows 6 to 15); an order to protect, say, is not one."""


def may_hold(
    agreements: Iterable[AgreementRow],
    holder: AgencyRow,
    klass: RecordClass,
    purpose: str = "",
    *,
    released: bool = False,
) -> AgreementRow | None:
    """The agreement under which nodes of ``holder`` may hold a record of this class; None where there is none.

    ``agreements``: those in force on the day; others' are passed over. ``purpose``: of an officer who is to read the
    copy; empty: nobody reads yet. Of several it is the one that lets a copy be oldest. An agency's own records are its
    own to hold, under an agreement without id; see :func:`own`. The class of a role that was turned is ``held_back``.
    ``released``: its owner released the record to an officer of ``holder``, which is as good as to name the agency in
    the terms of an H3 record, and lifts nothing else.
    """
    if klass.expunged:
        return None
    if klass.owner == holder.id:
        return own(holder.id)
    if _never(klass, holder, released=released):
        return None
    found = [row for row in agreements if row.holder == holder.id and _gives(row, holder, klass, purpose)]
    return max(found, key=lambda row: (row.stale_after_h, row.id), default=None)


def may_give(
    agreements: Iterable[AgreementRow],
    sender: AgencyRow,
    holder: AgencyRow,
    klass: RecordClass,
    *,
    released: bool = False,
) -> AgreementRow | None:
    """The agreement under which ``sender`` may give nodes of ``holder`` a copy; None where it may not.

    ``agreements``: of both, in force on the day. The owner, and the hub that holds records for all, give what may be
    held; any other sender what it may itself hold and pass on. Everybody may give an owner their own.
    """
    every = tuple(agreements)
    free = sender.kind == AgencyKind.HUB or klass.owner in (sender.id, holder.id)
    passes = free or may_hold((row for row in every if row.onward), sender, klass) is not None
    return may_hold(every, holder, klass, released=released) if passes else None


def as_written(own: RecordClass, klass: RecordClass) -> RecordClass:
    """The class of a record that its owner's own node is given: what the version says, and orders that bind its owner.

    ``own``: what the version says of itself; ``klass``: in force. A protection that rests on records of others is not
    in it, since it would tell the owner of them (AUTHORITY 6). The node judges the record by all that it holds.
    """
    sealed = klass.from_owner_too
    return replace(own, sealed=sealed, from_owner_too=sealed, favourable=klass.favourable)


def own(agency: str) -> AgreementRow:
    """What stands for an agreement where an agency holds its own: without id and days, everything, to be passed on."""
    return AgreementRow(
        id="",
        giver=agency,
        holder=agency,
        kinds=frozenset(RecordKind),
        handling=frozenset(HandlingCode),
        roles=frozenset({*PartyRole, JUVENILE}),
        purposes=frozenset(Purpose),
        statute="",
        since="",
        until="",
        stale_after_h=MAX_STALE_HOURS,
        onward=True,
    )


def digest_of(agreements: Iterable[AgreementRow], holder: AgencyRow) -> bytes:
    """32 bytes that change when what ``holder`` may hold changes, and not when an agreement is prolonged or renamed.

    ``agreements``: those in force on the day. A feed to the holder begins a new epoch where they have changed.
    """
    rights = sorted({_right(row, holder) for row in agreements if row.holder == holder.id})
    text = "\n".join([f"{holder.id} {holder.kind} {holder.clearance}", *rights])
    return sha256(DIGEST_PREFIX + text.encode()).digest()


def _right(row: AgreementRow, holder: AgencyRow) -> str:
    sets = {"kinds": row.kinds, "handling": row.handling, "roles": row.roles}
    bits = {"giver": row.giver, "onward": row.onward, "posts": _serves_posts(row, holder)}
    return canonical(bits | {name: sorted(of) for name, of in sets.items()})


def _serves_posts(row: AgreementRow, holder: AgencyRow) -> bool:
    return holder.kind in _POSTS and Purpose.CHECKPOINT in row.purposes


def _gives(row: AgreementRow, holder: AgencyRow, klass: RecordClass, purpose: str) -> bool:
    at_post = _serves_posts(row, holder) and klass.kind in FOR_ARREST and purpose in ("", Purpose.CHECKPOINT)
    return (
        row.giver == klass.owner
        and klass.kind in row.kinds
        and klass.handling in row.handling
        and (not klass.role or klass.role in row.roles)
        and (not child_at_act(klass.juvenile) or JUVENILE in row.roles or at_post)
        and (not purpose or purpose in row.purposes)
    )


def _never(klass: RecordClass, holder: AgencyRow, *, released: bool) -> bool:
    """Whether no agreement gives it: what is hidden, what its own terms do not give, what the holder may not see."""
    named = holder.id in klass.releasable_to or (released and klass.handling == HandlingCode.H3)
    return (
        _hidden(klass)
        or ((klass.sealed or klass.own_sealed or klass.pseudonym) and holder.id not in klass.spared)
        or (klass.handling in _BY_TERMS and not named)
        or klass.clearance > holder.clearance
        or (holder.kind == AgencyKind.IDENTITY_REGISTRY and klass.kind in _CRIMINAL)
    )


def _hidden(klass: RecordClass) -> bool:
    """What no grant shows to another agency, or a cap that no agreement lifts: rows 23b, 25, 27, 29-31a, 33, 34."""
    return (
        klass.kind not in _SHOWN
        or klass.str_derived
        or bool(klass.feed)
        or (klass.protected_person and not _stays(klass))
        or klass.stranger_to != ""
        or klass.misuse_claimed
        or klass.favourable
        or klass.enquiry_only
        or klass.weak_grade
        or klass.juvenile == Age.DONE
        or (klass.kind == RecordKind.STATEMENT and klass.role in PROTECTED_ROLES)
    )


def _stays(klass: RecordClass) -> bool:
    """What a protecting body's word leaves standing as an action: proclamations, lists but for watch and black ones."""
    listed = klass.has_authority and klass.list_type not in _HIDDEN_LISTS
    return klass.interim and (klass.kind == RecordKind.PROCLAMATION or listed)
