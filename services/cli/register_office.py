"""`rabta node register`: what the office of an identity registry enters at its own node. A number is no argument."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from services.cli.federation_draft import reported
from services.cli.options import CountryOption, TypeOption, pasted, read_name, read_number, say
from services.identity.domain import Person
from services.node import register_office as office
from services.values.errors import IdentifierInvalid
from services.values.identifiers import parse
from services.values.identity import Identifier

app = typer.Typer(help="What the office of an identity registry enters at its own node.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Folder of an identity registry's node.", metavar="DIR")]
OtherTypeOption = Annotated[str, typer.Option("--other-type", help="Kind of the second number; as --type unless told.")]
OtherCountryOption = Annotated[str, typer.Option("--other-country", help="Its issuing country, of a passport.")]
TOLD = "who holds the person's token is told by the feed of changes"


ExpiresOption = Annotated[str, typer.Option(help="Last day of the new document, YYYY-MM-DD; empty for none.")]
GenderOption = Annotated[str, typer.Option(help="M, F or X of the person; empty for unknown.")]


@app.command("enter")
def enter(
    folder: Folder,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    expires: ExpiresOption = "",
    gender: GenderOption = "",
) -> None:
    """Enter somebody new. From a prompt or stdin: the number, the name, the father's name and the day of birth, each of
    the last two empty where nobody knows it.
    """
    with reported():
        number = _number(kind, country)
        office.enter(folder, number, expires, _person(gender))
    say("entered")


@app.command("replace")
def replace(
    folder: Folder,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    other_kind: OtherTypeOption = "",
    other_country: OtherCountryOption = "",
    expires: ExpiresOption = "",
) -> None:
    """A new document stands in the place of another. The old number, then the new one, from a prompt or stdin."""
    with reported():
        old, new = _number(kind, country), _number(other_kind or kind, other_country)
        office.replace_number(folder, old, new, expires)
    say(TOLD)


@app.command("block")
def block(
    folder: Folder,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    lift: Annotated[bool, typer.Option("--lift", help="It is blocked no longer.")] = False,
) -> None:
    """Block a document. Its number comes from a prompt or stdin."""
    with reported():
        office.block(folder, _number(kind, country), blocked=not lift)
    say(TOLD)


@app.command("death")
def death(
    folder: Folder,
    day: Annotated[str, typer.Option("--on", help="Day of the death, YYYY-MM-DD.")],
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
) -> None:
    """Register a death. A number of the person comes from a prompt or stdin."""
    with reported():
        office.register_death(folder, _number(kind, country), day)
    say(TOLD)


@app.command("join")
def join(
    folder: Folder,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    other_kind: OtherTypeOption = "",
    other_country: OtherCountryOption = "",
) -> None:
    """Two persons are one. A number of who stays, then one of who goes, from a prompt or stdin."""
    with reported():
        kept, other = _number(kind, country), _number(other_kind or kind, other_country)
        office.join(folder, kept, other)
    say(TOLD)


@app.command("split")
def split(
    folder: Folder,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    other_kind: OtherTypeOption = "",
    other_country: OtherCountryOption = "",
    gender: GenderOption = "",
) -> None:
    """Whom the register held for one are two. From a prompt or stdin: a number of who stays, the number that leaves,
    the name of whom it is, the father's name and the day of birth, each of the last two empty where nobody knows it.
    """
    with reported():
        number, leaving = _number(kind, country), _number(other_kind or kind, other_country)
        office.split(folder, number, leaving, _person(gender))
    say(TOLD)


def _number(kind: str, country: str) -> Identifier:
    try:
        found = parse(kind.upper().replace("-", "_"), read_number(kind), country.upper())
    except IdentifierInvalid as bad:
        raise ValueError(f"the number {bad.violations[0].text}") from None
    return Identifier(found.type, found.value, found.country)


def _person(gender: str) -> Person:
    """Somebody as they are typed."""
    name, father, born = read_name("Name"), _known("Father's name"), _known("Born (YYYY-MM-DD)")
    return Person(0, name, father=father, gender=gender.upper(), earliest=born, latest=born)


def _known(what: str) -> str:
    """A line that may be empty."""
    return pasted(typer.prompt(what, default="") if sys.stdin.isatty() else sys.stdin.readline())
