"""A person as one record of one agency describes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one script. ``type``: OWN ALIAS FATHER HUSBAND PSEUDONYM; ``script``: ISO 15924."""

    type: str = ""
    text: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A typed number in canonical form (see ``identifiers.py``); ``country``: ISO 3166-1 alpha-2, for passports."""

    type: str = ""
    value: str = ""
    country: str = ""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Birth:
    """A range of ISO 8601 dates; a known date has equal ends.

    ``basis``: what it rests on (JJSA s. 8), empty for a bare statement.
    """

    earliest: str = ""
    latest: str = ""
    basis: str = ""
    at: str = ""
    issuer: str = ""
    number: str = ""
    sha256: bytes = b""
    attestation: bytes = b""


@dataclass(frozen=True, slots=True)
class Subject:
    """Names, numbers and marks. ``gender``: M F X as recorded; ``dangers``: marks such as ``ARMED``."""

    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    gender: str = ""
    birth: Birth | None = None
    district: str = ""
    address: str = ""
    nationalities: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    age_claimed: bool = False
