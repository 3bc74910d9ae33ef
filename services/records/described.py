"""What a record says of its person, as the matcher compares it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from services.matching.person import NOBODY, Born, Described, Gender
from services.names.parse import ParsedName, parsed
from services.names.words import RelationKind
from services.tables.text import comparable
from services.values import dates
from services.values.districts import prefix_of
from services.values.records import Birth, Identifier, Subject

_NUMBERED: Final = ("CNIC", "NICOP", "POC")
"""Cards over the one series of the registry."""
_GENDERS: Final = {each.value: each for each in Gender}
_CHILD: Final = {"M": RelationKind.SON, "F": RelationKind.DAUGHTER}


def described(subject: Subject) -> Described:
    """What is compared of a person; whatever the record does not say, or not readably, is absent.

    The first own name in each script, and every alias, are names that the person bears. A father is compared before a
    husband. A birth counts as far as it is known: a day, a month, or a year. A pseudonym is nobody's name.
    """
    own = [parsed(each.text) for each in subject.names if each.type == "OWN"]
    aliases = [parsed(each.text) for each in subject.names if each.type == "ALIAS"]
    related, relation = _related(subject, own)
    return Described(
        name=_borne(own, aliases),
        related=related,
        relation=relation,
        cnic=next((each.value for each in subject.identifiers if _is_card(each)), ""),
        born=_born(subject.birth),
        gender=_GENDERS.get(subject.gender),
        area=prefix_of(subject.district),
        phones=frozenset(each.value for each in subject.identifiers if each.type == "PHONE"),
        address=frozenset(comparable(subject.address).split()),
    )


def _borne(own: Iterable[ParsedName], aliases: Iterable[ParsedName]) -> ParsedName:
    """One name of all: the first that says something, and the others as its aliases, each once."""
    borne = [each for each in (*own, *aliases) if each.tokens]
    if not borne:
        return NOBODY
    others = dict.fromkeys(name for each in borne for name in (each.tokens, *each.aliases))
    others.pop(borne[0].tokens)
    return replace(borne[0], aliases=tuple(others), relation=None)


def _related(subject: Subject, own: Iterable[ParsedName]) -> tuple[ParsedName, RelationKind | None]:
    """The father's or husband's name, and what the person is to them; else as the person's own name says it."""
    for kind, relation in (("FATHER", _CHILD.get(subject.gender, RelationKind.CHILD)), ("HUSBAND", RelationKind.WIFE)):
        said = [parsed(each.text) for each in subject.names if each.type == kind]
        if (name := _borne(said, ())).tokens:
            return name, relation
    said_of = next((each.relation for each in own if each.relation), None)
    return (ParsedName(said_of.tokens), said_of.kind) if said_of else (NOBODY, None)


def _is_card(number: Identifier) -> bool:
    return number.type in _NUMBERED and len(number.value) == 13


def _born(birth: Birth | None) -> Born | None:
    """As much of the day as both ends of the range agree in; None where they do not agree in the year."""
    if birth is None:
        return None
    earliest, latest = dates.span_or_none(birth.earliest), dates.span_or_none(birth.latest)
    if earliest is None or latest is None:
        return None
    first, last = (date.fromisoformat(dates.day_text(day)) for day in (earliest.first_day, latest.last_day))
    if first == last:
        return Born.on(first)
    if first.year != last.year:
        return None
    return Born(first.year, first.month) if first.month == last.month else Born(first.year)
