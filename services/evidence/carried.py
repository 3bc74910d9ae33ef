"""Is each record of a history carried by the number asked for, or by links that the history tells?

What the links themselves rest on, a decision or the registry's word, is told by the hub; that two records share a
number is read in them. A paper about nobody is its case's, and a version without bytes the hub's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rabta.records.v1.history_pb2 import History
from rabta.records.v1.person_pb2 import LINK_BY_DECISION, LINK_BY_REGISTRY_TOKEN, LINK_BY_SAME_NUMBER, PersonLink
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.subject_pb2 import Identifier as Said
from rabta.records.v1.subject_pb2 import NameType
from rabta.records.v1.subject_pb2 import Subject as SaidSubject

from services.access.errors import InvalidArgument
from services.evidence.cluster import numbers_of_one, reached, stated_of
from services.evidence.timeline import record_name
from services.values import identifiers
from services.values.records import Name, Subject

ASKED: Final = ""
"""How a link names the number that was asked for."""
_NAMES: Final = {number: name.removeprefix("NAME_TYPE_") for name, number in NameType.items()}


def uncarried(history: History, asked: Said) -> str:
    """What is told of a record or a link that does not hold; empty where all does."""
    subjects = dict(_subjects(history))
    if not subjects and not history.links:
        return ""
    number = stated_of(asked)
    try:
        own = frozenset(identifiers.search_keys(identifiers.parse(number.type, number.value, number.country)))
    except InvalidArgument:
        return "the number asked for is none"
    numbers = {name: _texts(subject) for name, subject in subjects.items()} | {ASKED: own}
    of_one = {name: numbers_of_one(subject) for name, subject in subjects.items()}
    for link in history.links:
        if wrong := _wrong(link, of_one):
            return wrong
    bearing = [PersonLink(one=ASKED, other=name) for name, theirs in numbers.items() if not theirs.isdisjoint(own)]
    found = reached(ASKED, [*bearing, *history.links])
    return "" if found >= numbers.keys() else "a record is carried by no number and no link"


def _subjects(history: History) -> Iterator[tuple[str, SaidSubject]]:
    for signed in history.versions:
        version = RecordVersion.FromString(signed.version)
        if version.HasField("subject"):
            yield record_name(version), version.subject


def _texts(said: SaidSubject) -> frozenset[str]:
    """Every ``TYPE:canonical`` that a record is found by: its numbers, and its names with district."""
    names = tuple(Name(_NAMES.get(each.type, ""), each.text) for each in said.names)
    numbers = [*map(stated_of, said.identifiers), *identifiers.name_keys(Subject(names, district=said.district))]
    return frozenset(text for each in numbers for text in identifiers.search_keys(each))


def _wrong(link: PersonLink, numbers: Mapping[str, set[str]]) -> str:
    """A link has two ends, and one of three reasons; a shared number names one person, and is in both its records."""
    if not link.other or link.one == link.other:
        return "a link has not two ends"
    if link.by == LINK_BY_REGISTRY_TOKEN:
        return ""
    if not link.one:
        return "the registry alone joins records to a number"
    if link.by == LINK_BY_DECISION:
        return "" if link.decision else "a decision has no id"
    if link.by == LINK_BY_SAME_NUMBER:
        shared = numbers.get(link.one), numbers.get(link.other)
        apart = shared[0] is not None and shared[1] is not None and shared[0].isdisjoint(shared[1])
        return "a link says that two records share a number, and they do not" if apart else ""
    return "a link says not what it rests on"
