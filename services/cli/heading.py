"""What stands over every answer: about whom, asked by whom and when, as of which time, and why.

A print without it can be taken for another person's, or for what is known today.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.access.details import Details
from services.cli.options import Output
from services.client.profile import Profile
from services.draw.direction import isolated
from services.tables.times import shown
from services.tables.zone import ZONE_NAME
from services.vocabulary.readings import PURPOSES, is_urdu, reading

MAX_NAMES: Final = 6
_LABELS: Final = {
    "about": ("About", "بابت"),
    "asked_by": ("Asked by", "سائل"),
    "asked_at": ("Asked at", "وقت سوال"),
    "as_of": ("As of", "بمطابق"),
    "purpose": ("Purpose", "مقصد"),
    "case": ("Case", "مقدمہ"),
}
_NOW: Final = ("now", "اب تک")
_TRUE_ON: Final = ("true in the world on {day}", "حقیقت میں بتاریخ {day}")
_KNOWN_BY: Final = (
    "known to the hub by {time}: what came later is left out",
    "مرکز کو {time} تک معلوم: بعد کا شامل نہیں",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """``about``: the number as asked, or a record's name; ``held``: how owners call the person, as the answer has it.

    ``as_of``: ISO 8601 date in the world, empty for today; ``known_at_ms``: epoch ms, 0 for now.
    """

    about: str
    asked_by: str
    asked_at_ms: int
    details: Details
    held: tuple[str, ...] = ()
    as_of: str = ""
    known_at_ms: int = 0

    def rows(self, urdu: bool = False) -> list[tuple[str, str]]:
        """Label and value of each line, in the reader's language."""
        values = {
            "about": "; ".join((self.about, *self.held)),
            "asked_by": self.asked_by,
            "asked_at": f"{shown(self.asked_at_ms)} {ZONE_NAME}",
            "as_of": self._as_of(urdu),
            "purpose": _purpose(self.details, urdu),
            "case": f"{self.details.case_type}:{self.details.case_key}",
        }
        return [(_LABELS[name][urdu], value) for name, value in values.items()]

    def plain(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "about": self.about,
            "held_as": list(self.held),
            "asked_by": self.asked_by,
            "asked_at": shown(self.asked_at_ms),
            "as_of": self.as_of or None,
            "known_at": shown(self.known_at_ms) or None,
            "purpose": self.details.purpose,
            "legal_basis": self.details.legal_basis,
            "second_basis": self.details.second_basis or None,
            "query_class": self.details.query_class,
            "case": f"{self.details.case_type}:{self.details.case_key}",
        }

    def _as_of(self, urdu: bool) -> str:
        said = []
        if self.as_of:
            said.append(_TRUE_ON[urdu].format(day=self.as_of))
        if self.known_at_ms:
            said.append(_KNOWN_BY[urdu].format(time=shown(self.known_at_ms)))
        return "; ".join(said) or _NOW[urdu]


def heading(
    settings: Profile,
    details: Details,
    about: str,
    held: Iterable[tuple[str, str]] = (),
    *,
    as_of: str = "",
    known_at_ms: int = 0,
) -> Heading:
    """Of an answer that came just now. ``held``: a name and its owner each."""
    asked_by = f"{settings.officer or settings.system}, {settings.agency}"
    now_ms = time.time_ns() // 1_000_000
    return Heading(about, asked_by, now_ms, details, _named(held), as_of, known_at_ms)


def names_in_urdu(output: Output, language: str) -> bool:
    """Whether names in a heading have Urdu words of relation: a heading in JSON is the same for every reader."""
    return output is not Output.JSON and is_urdu(language)


def _named(held: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    names = list(dict.fromkeys(f"{name} ({owner})" for name, owner in held if name))
    left = len(names) - MAX_NAMES
    return tuple(names[:MAX_NAMES] + ([f"+{left}"] if left > 0 else []))


def _purpose(details: Details, urdu: bool) -> str:
    bases = " + ".join(filter(None, (details.legal_basis, details.second_basis)))
    codes = f"{details.purpose} ({bases}), {details.query_class}"
    return f"{reading(PURPOSES, details.purpose, urdu=True)}: {isolated(codes)}" if urdu else codes
