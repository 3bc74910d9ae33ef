"""What rows of posts and airlines say of a traveller: document, birth, and whether the journey took place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from services.names.markers import pattern
from services.names.words import IN_NAMES, RELATIONS, RelationKind
from services.sources.feeds import meaning
from services.sources.feeds.countries import two_letters
from services.sources.feeds.sheet import Line
from services.tables import numbers
from services.tables.cells import day
from services.tables.rejects import BadCell

SEXES: Final = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X", "مرد": "M", "عورت": "F"}
DOCUMENTS: Final = {
    "passport": "PASSPORT",
    "پاسپورٹ": "PASSPORT",
    "cnic": "CNIC",
    "شناختی کارڈ": "CNIC",
    "tazkira": "TAZKIRA",
    "تذکرہ": "TAZKIRA",
    "por": "POR",
    "por card": "POR",
    "acc": "ACC",
}
_RULES: Final = {
    "CNIC": numbers.cnic,
    "TAZKIRA": numbers.tazkira,
    "POR": numbers.refugee_card,
    "ACC": numbers.refugee_card,
}
_TRAVELLED: Final = (
    "travelled", "traveled", "boarded", "on board", "onboard", "flown", "departed", "arrived", "landed", "crossed",
    "cleared", "allowed", "admitted", "entered", "exited", "سوار", "روانہ", "سفر کیا", "داخل", "خارج",
)  # fmt: skip
_NOT_TRAVELLED: Final = (
    "offloaded", "offload", "off loaded", "off load", "no show", "noshow", "cancelled", "canceled", "cancel",
    "denied boarding", "boarding denied", "denied", "refused", "refused entry", "entry refused", "denied entry",
    "entry denied", "inadmissible", "not boarded", "not travelled", "not cleared", "not allowed", "turned back",
    "standby", "stand by", "waitlisted", "wait listed", "waiting list", "booked", "confirmed", "reserved", "ticketed",
    "checked in", "missed", "missed flight", "آف لوڈ", "منسوخ", "غیر حاضر", "روک دیا گیا", "واپس", "مسترد",
)  # fmt: skip
STATUSES: Final = {**dict.fromkeys(_TRAVELLED, True), **dict.fromkeys(_NOT_TRAVELLED, False)}
"""Whether the journey took place. A booking or a check-in does not say that it did."""


_CHILD_OF: Final = (RelationKind.SON, RelationKind.DAUGHTER)
_MARKERS: Final = pattern(marker for marker, kind in RELATIONS.items() if kind in _CHILD_OF and marker not in IN_NAMES)
_NAMED: Final = re.compile(
    rf"(?:(?:mr|mrs|ms|miss)\.?\s+)?(?P<own>\S.*?)(?:\s+(?:{_MARKERS})\.?\s+(?P<father>\S.*))?", re.I
)


def named(line: Line) -> tuple[str, str]:
    """Own name and father's name. A post writes the father behind the own name, ``s/o``, where it has no column."""
    written, father = line.read("name", str, ""), line.text("father")
    if (match := _NAMED.fullmatch(written)) is None:
        return written, father
    if match["father"] and father and match["father"].casefold() != father.casefold():
        line.reject("father", "contradicts")
    return match["own"], father or match["father"] or ""


def took_place(line: Line) -> None:
    """Reject the row where its status says that nobody travelled, or is a word that is not known."""

    def known(text: str) -> bool:
        if (done := STATUSES.get(re.sub(r"[-_\s]+", " ", text.casefold()).strip())) is None:
            raise BadCell("unknown-word")
        return done

    if not line.read("status", known, True):
        line.reject("status", "not-done")


def not_turned_back(line: Line) -> None:
    """Reject the row whose remarks name, among other words, a status of a journey that did not take place."""
    words = " ".join(re.findall(r"\w+", line.text("remarks").casefold()))
    if any(f" {status} " in f" {words} " for status in (*_NOT_TRAVELLED, "deferred")):
        line.reject("remarks", "not-done")


def birth(line: Line, on: date) -> str:
    """Day of birth, ISO 8601; a birth after the journey is rejected."""
    born = line.read("born", day, "")
    if born > on.isoformat():
        line.reject("born", "birth-after-act")
    return born


def refuse_of_several(line: Line, documents: Iterable[str], several: frozenset[str]) -> None:
    """Reject the row whose card is one of ``several``: the file writes it beside the names of several persons."""
    if several.intersection(documents):
        line.reject("document", "card-of-several")


def document(line: Line, kind: str, column: str = "document") -> str:
    """Key of the document in a column; its issuer is the traveller's country where no other is stated."""
    issuer = two_letters(line.text("issuer") or line.text("nationality"))

    def number(text: str) -> str:
        if kind == "PASSPORT":
            return meaning.passport(text, issuer)
        meaning.refuse_rounded(text)
        try:
            digits = _RULES[kind](text)[0] if kind else ""
        except numbers.NumberError:
            raise BadCell("not-an-identifier") from None
        return f"{kind}:{meaning.card(digits) if kind == 'CNIC' else digits}" if kind else ""

    return line.read(column, number, "")
