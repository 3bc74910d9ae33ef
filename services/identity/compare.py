"""How far a claim agrees with the register: YES, NO, PARTIAL, or CANNOT_TELL where the register holds nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from services.identity.domain import Person
from services.matching.alignment import Aligner
from services.names.likeness import likeness
from services.names.parse import parsed
from services.tables.text import comparable
from services.values.dates import span_or_none, years_between
from services.values.identity import Birth, Claimed, Identifier, Verified
from services.vocabulary.identity import Attribute, Modality, Verdict

_SERIES: Final = frozenset({"CNIC", "NICOP", "POC"})
MODALITIES: Final[Mapping[str, Modality]] = {
    **dict.fromkeys(Attribute, Modality.DEMOGRAPHIC),
    Attribute.DISTRICT: Modality.DOCUMENT_NUMBER,
    Attribute.PHOTO: Modality.FACE,
}
"""By what each attribute is compared; nothing here compares faces, so that a picture is one of CANNOT_TELL."""


def verified(claim: Claimed, person: Person | None, number: Identifier) -> Verified:
    """The word on one claim about whoever has ``number``; nobody known is CANNOT_TELL."""
    verdict = Verdict.CANNOT_TELL if person is None else _BY[Attribute(claim.attribute)](claim, person, number)
    return Verified(claim.attribute, verdict, MODALITIES[claim.attribute])


def of_age(person: Person | None, day: int, age: int) -> Verdict:
    """Whether they have completed ``age`` years on ``day`` (days since 1970-01-01), as far as the birth is known."""
    earliest, latest = (span_or_none(text) for text in (person.earliest, person.latest)) if person else (None, None)
    if earliest is None or latest is None:
        return Verdict.CANNOT_TELL
    if years_between(latest.last_day, day) >= age:
        return Verdict.YES
    return Verdict.NO if years_between(earliest.first_day, day) < age else Verdict.CANNOT_TELL


def names(claimed: str, *held: str) -> Verdict:
    """Two names token by token, in any script and order; ``held``: the register's spellings of one name."""
    if not any(held):
        return Verdict.CANNOT_TELL
    tokens = parsed(claimed).tokens
    words = [_name(tokens, parsed(spelling).tokens) for spelling in held if spelling]
    return max(words, key=_ORDER.index)


def _name(claimed: Sequence[str], held: Sequence[str]) -> Verdict:
    found = _aligner().align(claimed, held)
    if not found.pairs:
        return Verdict.NO
    return Verdict.PARTIAL if found.left or found.right else Verdict.YES


_ORDER: Final = (Verdict.NO, Verdict.PARTIAL, Verdict.YES)


@cache
def _aligner() -> Aligner:
    return Aligner(likeness())


def births(claimed: Birth | None, earliest: str, latest: str) -> Verdict:
    """Two ranges of days: equal, overlapping (a year without its day), or apart."""
    held, ends = span_or_none(earliest), span_or_none(latest)
    first, last = (span_or_none(text) for text in (claimed.earliest, claimed.latest)) if claimed else (None, None)
    if held is None or ends is None or first is None or last is None:
        return Verdict.CANNOT_TELL
    one, other = (first.first_day, last.last_day), (held.first_day, ends.last_day)
    if one == other:
        return Verdict.YES
    return Verdict.NO if one[1] < other[0] or other[1] < one[0] else Verdict.PARTIAL


def addresses(claimed: str, held: str) -> Verdict:
    """Two addresses by their words."""
    one, other = set(comparable(claimed).split()), set(comparable(held).split())
    if not other:
        return Verdict.CANNOT_TELL
    if one == other:
        return Verdict.YES
    return Verdict.PARTIAL if one & other else Verdict.NO


def _gender(claim: Claimed, person: Person, _number: Identifier) -> Verdict:
    if not person.gender:
        return Verdict.CANNOT_TELL
    return Verdict.YES if claim.gender == person.gender else Verdict.NO


def district_of(person: Person, number: Identifier) -> str:
    """First five digits of the person's identity number: of ``number`` where it is one, else of the first they have."""
    values = [number.value] if number.type in _SERIES else []
    values += [one.value for one in person.documents if one.type in _SERIES]
    return values[0][:5] if values else ""


def _district(claim: Claimed, person: Person, number: Identifier) -> Verdict:
    held = district_of(person, number)
    if not held:
        return Verdict.CANNOT_TELL
    return Verdict.YES if claim.text == held else Verdict.NO


_BY: Final[Mapping[Attribute, Callable[[Claimed, Person, Identifier], Verdict]]] = {
    Attribute.NAME: lambda claim, person, _: names(claim.text, person.name, person.name_ur),
    Attribute.FATHER_NAME: lambda claim, person, _: names(claim.text, person.father, person.father_ur),
    Attribute.HUSBAND_NAME: lambda claim, person, _: names(claim.text, person.husband, person.husband_ur),
    Attribute.BIRTH: lambda claim, person, _: births(claim.birth, person.earliest, person.latest),
    Attribute.GENDER: _gender,
    Attribute.DISTRICT: _district,
    Attribute.ADDRESS: lambda claim, person, _: addresses(claim.text, person.address),
    Attribute.PHOTO: lambda *_: Verdict.CANNOT_TELL,
}
