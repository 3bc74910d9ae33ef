"""A child without documents, as a child-protection body registered them, and what is asked about one."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.identity.question import Asked
from services.values.records.subject import Birth, Identifier, Name


@dataclass(frozen=True, slots=True)
class Guardian:
    """Whom a body designated for a child, by an identity number."""

    name: str = ""
    identifier: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Provisional:
    """One child, and where the registration stands.

    ``birth``: a range of days with what it rests on. ``found_on``: ISO 8601. ``language``: ISO 639-3.
    ``nationality``: ISO 3166-1 alpha-2, empty where unknown. ``token``: 32 bytes of the asking agency, once registered.
    Times are epoch milliseconds. No picture, fingerprint or iris has a place here.
    """

    id: str = ""
    names: tuple[Name, ...] = ()
    birth: Birth | None = None
    gender: str = ""
    found_place: str = ""
    found_on: str = ""
    guardian: Guardian | None = None
    language: str = ""
    mark: str = ""
    nationality: str = ""
    state: str = ""
    review_ms: int = 0
    expires_ms: int = 0
    refused: str = ""
    token: bytes = b""
    holder: str = ""
    age_to_be_determined: bool = False
    task: str = ""
    merged_into: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class GuardianWord:
    """The hub's answer to ``CheckGuardian`` as a body received it: header, signature and body of the message."""

    header: bytes = b""
    signature: bytes = b""
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class ProvisionalCandidate:
    """Somebody who may be the child that is looked for. ``agrees``: in what the two are alike."""

    provisional: Provisional | None = None
    agrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterProvisionalResponse:
    """What was registered, and who may be the same child; ``more``: there were others, further off."""

    provisional: Provisional | None = None
    candidates: tuple[ProvisionalCandidate, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class ChangeProvisionalResponse:
    """How it stands after an act."""

    provisional: Provisional | None = None


@dataclass(frozen=True, slots=True)
class FindProvisionalResponse:
    """Candidates without a count; ``more``: there were others."""

    found: tuple[ProvisionalCandidate, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class RegisterProvisionalRequest:
    """A child, with the hub's word where a guardian is designated."""

    asked: Asked | None = None
    provisional: Provisional | None = None
    word: GuardianWord | None = None


@dataclass(frozen=True, slots=True)
class ChangeProvisionalRequest:
    """One act on one identity, with what the act needs."""

    asked: Asked | None = None
    id: str = ""
    act: str = ""
    guardian: Guardian | None = None
    word: GuardianWord | None = None
    identifier: Identifier | None = None
    reason: str = ""
    into: str = ""


@dataclass(frozen=True, slots=True)
class FindProvisionalRequest:
    """One of three: an id, what is known of a child, or what waits for the caller's agency."""

    asked: Asked | None = None
    id: str = ""
    sought: Provisional | None = None
    waiting: bool = False
