"""Warrants, lists, proclamations and what protects a person."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.court import Extract


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What to do when the person is met. Without ``authority`` stored and flagged, never actionable."""

    type: str = ""
    action: str = ""
    caution: str = ""
    authority: str = ""
    scope: str = ""
    issued: str = ""
    expires: str = ""
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class Proclamation:
    """What follows absence (CrPC ss. 87, 88, 512). ``type``: 87, 88_ATTACHMENT, 512."""

    type: str = ""
    at: str = ""
    court: str = ""
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class MisusedIdentity:
    """The holder's identity was used by another."""

    since: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProtectionOrder:
    """A court hides or renames; judged as of now. ``type``: SEALED PSEUDONYM PROTECTED_PERSON MEASURES.

    ``measures``: of MEASURES, which hides nothing: code words of what is ordered whenever the person speaks.
    """

    type: str = ""
    at: str = ""
    court: str = ""
    spared: tuple[str, ...] = ()
    pseudonym: str = ""
    lifted: str = ""
    order_no: str = ""
    from_owner_too: bool = False
    until: str = ""
    extract: Extract | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """Hands a protected person to a body, which may then read of that person in that case."""

    to: str = ""
    at: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Oversight's own: names of the records complained of, and the officers who may look."""

    records: tuple[str, ...] = ()
    opened: str = ""
    ended: str = ""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """An owner's answer to a claim about its record. ``verdict``: APPLIED REFUSED ASKED_COURT."""

    claim: str = ""
    verdict: str = ""
    reason: str = ""
    sha256: bytes = b""
    at: str = ""
