"""Warrants, lists, proclamations and what protects a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What to do when he is met. Without ``authority`` stored and flagged, never actionable."""

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
    """A court hides or renames; judged as of now. ``type``: SEALED PSEUDONYM PROTECTED_PERSON."""

    type: str = ""
    at: str = ""
    court: str = ""
    spared: tuple[str, ...] = ()
    pseudonym: str = ""
    lifted: str = ""
