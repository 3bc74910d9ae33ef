"""What is typed about a child: from prompts, or one line of stdin each; nothing of it is an argument."""

from __future__ import annotations

import sys
from typing import Final, cast

import typer
from rabta.identity.v1 import provisional_pb2 as pb
from rabta.records.v1.subject_pb2 import Birth, BirthBasis, Gender, Identifier, IdentifierType, Name, NameType

from services.cli.identity_asked import word
from services.cli.options import pasted
from services.values.names import script_of
from services.values.records import Name as NameValue

DOCUMENT: Final = "CNIC"


def line(label: str) -> str:
    """One line; empty where nothing is known."""
    typed = typer.prompt(label, default="", show_default=False) if sys.stdin.isatty() else sys.stdin.readline()
    return pasted(typed)


def described() -> pb.Provisional:
    """What is looked for: names, range of birth, gender, place and day of finding."""
    names = [_name(text) for text in line("names, separated by commas").split(",") if text.strip()]
    born = _range(line("born, FIRST/LAST day"))
    gender = cast(Gender, word(Gender, "GENDER", line("gender: M, F or X"), "gender"))
    place, day = line("place found"), line("day found, ISO 8601")
    return pb.Provisional(names=names, birth=born, gender=gender, found_place=place, found_on=day)


def whole() -> pb.Provisional:
    """A child as a body states one."""
    child = described()
    basis = cast(BirthBasis, word(BirthBasis, "BIRTH_BASIS", line("the birth rests on, such as ESTIMATE"), "basis"))
    child.birth.basis = basis
    child.language = line("language, ISO 639-3")
    mark = line("UNACCOMPANIED, SEPARATED or WITH_CARER")
    child.mark = cast(pb.CareMark, word(pb.CareMark, "CARE_MARK", mark, "mark"))
    child.nationality = line("nationality, two letters; empty where unknown")
    return child


def guardian() -> pb.Guardian:
    """Whom the body designates."""
    return pb.Guardian(name=line("guardian's name"), identifier=card("guardian's CNIC"))


def card(label: str) -> Identifier:
    """A CNIC, its dashes dropped."""
    number = line(label).replace("-", "")
    return Identifier(type=cast(IdentifierType, IdentifierType.Value(f"IDENTIFIER_TYPE_{DOCUMENT}")), value=number)


def _name(text: str) -> Name:
    script = script_of(NameValue("OWN", text))
    return Name(type=cast(NameType, NameType.Value("NAME_TYPE_OWN")), text=text.strip(), script=script)


def _range(text: str) -> Birth | None:
    first, _, last = text.partition("/")
    return Birth(earliest=first, latest=last or first) if first else None
