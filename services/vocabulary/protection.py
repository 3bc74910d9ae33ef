"""What the closed words say of protection, each rule once: roles, sides of a person, ages, what is live. Pure."""

from __future__ import annotations

from typing import Final

from services.vocabulary.records import Age, ListType, PartyRole, RecordKind, RecordStatus
from services.vocabulary.word import Word

ACCUSED_ROLES: Final = frozenset({PartyRole.SUSPECT, PartyRole.ACCUSED})
"""Whom a case is against."""
OFFENDER_ROLES: Final = ACCUSED_ROLES | {PartyRole.LISTED}
PROTECTED_ROLES: Final = frozenset({PartyRole.VICTIM, PartyRole.WITNESS, PartyRole.COMPLAINANT})
LIVE: Final = frozenset({RecordStatus.ACTIVE, RecordStatus.CORRECTED})
"""Statuses in which a record counts."""
FOR_ARREST: Final = frozenset({RecordKind.LIST_ENTRY, RecordKind.PROCLAMATION})
"""Kinds by which somebody is sought."""

_LISTED: Final = PartyRole.LISTED
_NEUTRAL_KINDS: Final = frozenset({RecordKind.BORDER_CROSSING, RecordKind.MISUSED_IDENTITY, RecordKind.PARTY})
_NEUTRAL_LISTS: Final = frozenset({ListType.CHILD_ALERT, ListType.LOST_DOCUMENT})
_NOT_CHILD: Final = frozenset({Age.NO, Age.UNKNOWN})


class Side(Word):
    """Of one person: what is against them, or what protects them. An answer shows one of the two."""

    OFFENDER = "OFFENDER"
    PROTECTED = "PROTECTED"


def side_of(role: str, kind: str, list_type: str = "") -> str:
    """On which side a record puts its person.

    Empty for a crossing, a note of misuse, a child's alert, numbers of a case that nobody is known to use, no person.
    """
    if role in PROTECTED_ROLES:
        return Side.PROTECTED
    if (
        not role
        or is_numbers_of_case(role, kind)
        or (role == _LISTED and (kind in _NEUTRAL_KINDS or list_type in _NEUTRAL_LISTS))
    ):
        return ""
    return Side.OFFENDER


def is_numbers_of_case(role: str, kind: str) -> bool:
    """Whether a record states numbers of a case and no part of a person in it: a listed party has no name."""
    return role == _LISTED and kind == RecordKind.PARTY


def child_at_act(age: str) -> bool:
    """Whether the person was, or may have been, a child at the act by a word that counts."""
    return age not in _NOT_CHILD
