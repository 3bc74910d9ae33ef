"""What pays a victim as a claim stands: rows of ``data/compensation.toml``, read once and strictly; pure but for that.

No row pays where nobody is sentenced: then there is no source, which is the claim's state and is counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from services.referral.compensation import Sentence
from services.vocabulary.referral import PROVINCES
from services.vocabulary.word import Word

COUNTRY: Final = "PK"
_AUTONOMOUS: Final = frozenset({"GB", "AJK"})
"""Where a federal Act does not reach by itself (K)."""
_TEXTS: Final = ("id", "provision", "extent", "pays", "mark", "english", "urdu")
_MARKS: Final = frozenset({"V", "V2", "K"})


class Pays(Word):
    """What must have come about before a source pays."""

    SENTENCE = "SENTENCE"
    FINE = "FINE"
    NEVER = "NEVER"


class Source(NamedTuple):
    """``first``: day from which it holds; ``bondage``: only for days in bondage; ``read_on``: when it was read."""

    id: str
    provision: str
    extent: str
    pays: str
    mark: str
    english: str
    urdu: str
    bondage: bool
    first: date
    read_on: date


class Stands(NamedTuple):
    """What of a claim decides whether a source pays. ``province``: where; ``bondage_days``: 0 for none."""

    province: str
    bondage_days: int
    sentence: Sentence | None


def paying(stands: Stands, day: date) -> Iterator[Source]:
    """The sources that can pay on a day, in the order of the file."""
    return (each for each in shipped() if _pays(each, stands, day))


def read_sources(text: str) -> tuple[Source, ...]:
    """The rows of a file. Raises ValueError, which names the row that is unfit."""
    said = tomllib.loads(text)
    rows, read_on = said.get("source"), said.get("read_on")
    if said.keys() != {"source", "read_on"} or not isinstance(rows, list) or type(read_on) is not date:
        raise ValueError("it holds read_on and rows [[source]] and nothing else")
    return tuple(_source(at, row, read_on) for at, row in enumerate(rows))


@cache
def shipped() -> tuple[Source, ...]:
    """The rows that come with the program."""
    return read_sources((files("services.referral") / "data" / "compensation.toml").read_text("utf-8"))


def _source(at: int, row: object, read_on: date) -> Source:
    if not isinstance(row, dict) or row.keys() - {*_TEXTS, "bondage", "from"}:
        raise ValueError(f"source[{at}] has keys that are not known")
    bondage, first = row.get("bondage", False), row.get("from", date.min)
    if not all(isinstance(row.get(name), str) and row[name] for name in _TEXTS):
        raise ValueError(f"source[{at}] needs {', '.join(_TEXTS)}")
    known = row["pays"] in set(Pays) and row["mark"] in _MARKS and row["extent"] in {COUNTRY, *PROVINCES}
    if not known or not isinstance(bondage, bool) or type(first) is not date:
        raise ValueError(f"source[{at}] has a word, a flag or a day that is none")
    return Source(**{name: row[name] for name in _TEXTS}, bondage=bondage, first=first, read_on=read_on)


def _pays(source: Source, stands: Stands, day: date) -> bool:
    here = source.extent == stands.province or (source.extent == COUNTRY and stands.province not in _AUTONOMOUS)
    if stands.sentence is None or not here or day < source.first or (source.bondage and not stands.bondage_days):
        return False
    return source.pays == Pays.SENTENCE or (source.pays == Pays.FINE and stands.sentence.fine > 0)
