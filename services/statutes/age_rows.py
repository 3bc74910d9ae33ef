"""The rows of ``ages.toml``: below how many completed years each law takes somebody for a child. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.statutes.provision import Provision
from services.statutes.reading import Fields, read, rows, shipped
from services.vocabulary.word import Word

FILE: Final = "ages.toml"
SEXES: Final = frozenset({"M", "F"})
WORKPLACES: Final = frozenset({"", "KILN", "FACTORY", "PLEDGE"})


class Ask(Word):
    """As what the law looks at somebody."""

    VICTIM = "VICTIM"
    ACCUSED = "ACCUSED"
    MISSING = "MISSING"
    SPOUSE = "SPOUSE"
    WORKER = "WORKER"
    DOMESTIC = "DOMESTIC"
    DONOR = "DONOR"
    CARE = "CARE"
    SCHOOL = "SCHOOL"


class At(Word):
    """On which day the age counts."""

    ACT = "ACT"
    REPORT = "REPORT"
    ACT_OR_REPORT = "ACT_OR_REPORT"
    MARRIAGE = "MARRIAGE"
    WORK = "WORK"
    STEP = "STEP"


class Part(Word):
    """A law may have a second age, of those who are no child and not yet grown up."""

    CHILD = "CHILD"
    ADOLESCENT = "ADOLESCENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    """``below``: completed years, None where the law defines none; ``sex``: M or F, empty for any; ``where``: a kind of
    workplace that it is about alone; ``majority``: whether it protects until 18; ``domestic``: whether it binds here.
    """

    provision: Provision
    ask: Ask
    sex: str
    below: int | None
    at: At
    part: Part
    where: str
    majority: bool
    domestic: bool


def age_rows(raw: bytes | None = None, name: str = FILE) -> Mapping[str, AgeRow]:
    """The rows by id, in the order of the file. Raises BadLaw."""
    return rows(read(name, shipped(FILE) if raw is None else raw), "age", _row)


def _row(fields: Fields) -> AgeRow:
    return AgeRow(
        provision=fields.provision(),
        ask=Ask(fields.word("ask", frozenset(Ask))),
        sex=fields.word("sex", SEXES | {""}, ""),
        below=fields.number("below"),
        at=At(fields.word("at", frozenset(At), At.ACT)),
        part=Part(fields.word("part", frozenset(Part), Part.CHILD)),
        where=fields.word("where", WORKPLACES, ""),
        majority=fields.flag("majority"),
        domestic=fields.flag("domestic", default=True),
    )
