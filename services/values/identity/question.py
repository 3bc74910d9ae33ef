"""What an identity registry is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.subject import Birth, Identifier


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question says: the caller's word for it, the statute, and the purpose."""

    transaction_id: str = ""
    basis: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attribute as the caller has it: ``text``, ``birth`` or ``gender``, that which it is of."""

    attribute: str = ""
    text: str = ""
    birth: Birth | None = None
    gender: str = ""


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Whether what is claimed agrees with the register."""

    asked: Asked | None = None
    identifier: Identifier | None = None
    claimed: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """The registry's word on one claim; no value."""

    attribute: str = ""
    verdict: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class VerifyResponse:
    """One word a claim, in their order; ``card``: what became of the document, "" where it is not told."""

    verified: tuple[Verified, ...] = ()
    card: str = ""


@dataclass(frozen=True, slots=True)
class AgeOnRequest:
    """Whether a person has ``age`` completed years (0 is 18) on ``day``, ISO 8601."""

    asked: Asked | None = None
    identifier: Identifier | None = None
    day: str = ""
    age: int = 0


@dataclass(frozen=True, slots=True)
class AgeOnResponse:
    """YES, NO or CANNOT_TELL."""

    of_age: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class PersonWord:
    """The hub's answer to ``ConfirmPerson`` as an agency received it: header, signature and body of the message."""

    header: bytes = b""
    signature: bytes = b""
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class GetAttributesRequest:
    """What the register holds of 1 to 8 attributes is asked for, against the hub's word."""

    asked: Asked | None = None
    identifier: Identifier | None = None
    attributes: tuple[str, ...] = ()
    word: PersonWord | None = None


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One attribute as the register holds it."""

    attribute: str = ""
    text: str = ""
    text_ur: str = ""
    birth: Birth | None = None
    gender: str = ""


@dataclass(frozen=True, slots=True)
class AttributeStatement:
    """What a registry states of one person, to one agency, for one purpose, until ``expires_ms``."""

    subject_token: bytes = b""
    purpose: str = ""
    basis: str = ""
    audience: str = ""
    issued_ms: int = 0
    expires_ms: int = 0
    values: tuple[AttributeValue, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GetAttributesResponse:
    """The statement; the signature of the answer is the registry's on it."""

    statement: AttributeStatement | None = None


@dataclass(frozen=True, slots=True)
class GetFamilyRequest:
    """Who is a person's family."""

    asked: Asked | None = None
    identifier: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """One of a family, with the asking agency's token."""

    kind: str = ""
    name: str = ""
    name_ur: str = ""
    token: bytes = b""
    deceased: bool = False


@dataclass(frozen=True, slots=True)
class GetFamilyResponse:
    """The nearest relatives, by kind."""

    relatives: tuple[Relative, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolveTokenRequest:
    """1 to 500 numbers."""

    asked: Asked | None = None
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """One number's token; ``at_sequence``: the agency's count of changes then."""

    outcome: str = ""
    token: bytes = b""
    at_sequence: int = 0


@dataclass(frozen=True, slots=True)
class ResolveTokenResponse:
    """One a number, in their order."""

    resolved: tuple[Resolved, ...] = ()
