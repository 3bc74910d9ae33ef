"""Sections of law as charged: which are the same, and what an event does to the list. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from services.values.records import Section
from services.vocabulary.steps import EventType

_REPLACING: Final = frozenset(
    {
        EventType.CHALLAN_INTERIM,
        EventType.CHALLAN_FINAL,
        EventType.CHALLAN_SUPPLEMENTARY,
        EventType.CHARGE_FRAMED,
        EventType.CONVICTION,
        EventType.CONVICTION_245,
        EventType.SENTENCE,
    }
)
_ADDING: Final = frozenset({EventType.ENQUIRY, EventType.FIR, EventType.SECTION_ADDED})


@lru_cache(maxsize=4096)
def provision_key(statute: str, provision: str) -> str:
    """What two spellings of one provision share: `371-A` and `371 a` are the same, `371` is not."""
    return f"{statute}/{re.sub(r'[^0-9A-Z()]', '', provision.upper())}"


def same_provision(one: Section, other: Section) -> bool:
    """Whether two sections name one provision, however spelt."""
    return provision_key(one.statute, one.provision) == provision_key(other.statute, other.provision)


def is_of(section: Section, act: str) -> bool:
    """Whether a section is of an Act that the wire does not name: its short name stands after the provision."""
    return section.statute == "OTHER" and act in section.provision.upper().split()


def as_charged(
    charged: tuple[Section, ...], event: str, sections: tuple[Section, ...], *, restart: bool = True
) -> tuple[Section, ...]:
    """The list after an event. A challan, a charge and a conviction state it anew; ``restart`` false adds to it."""
    if not sections or (sections == charged and event != EventType.SECTION_DELETED):
        return charged
    if event == EventType.SECTION_DELETED:
        gone = {provision_key(s.statute, s.provision) for s in sections}
        return tuple(s for s in charged if provision_key(s.statute, s.provision) not in gone)
    if event in _REPLACING and restart:
        return _each_once(sections)
    if event in _ADDING or event in _REPLACING:
        return _each_once((*charged, *sections))
    return charged


def in_words(sections: tuple[Section, ...]) -> str:
    """Such as `371-A PPC, 3 PTPA read with 34 PPC`; empty for none."""
    text = ""
    for section in sections:
        name = section.provision if section.statute in ("", "OTHER") else f"{section.provision} {section.statute}"
        text += (" read with " if section.read_with else ", ") * bool(text) + name
    return text


@lru_cache(maxsize=4096)
def _each_once(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple({provision_key(s.statute, s.provision): s for s in reversed(sections)}.values())[::-1]
