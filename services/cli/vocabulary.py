"""`rabta use`, `whoami`, `purposes`, `laws`, `cases`, `kinds`: what may be asked, in whose name. Nothing is sent."""

from __future__ import annotations

from typing import Annotated

import typer

from services.access.purpose import LEGAL_BASES, PURPOSES, REFERENCES, bases_of, seconds_of
from services.cli import completion_words as words
from services.cli.context import LONGEST_MS, Context, forget_context, now_ms, read_context, write_context
from services.cli.options import (
    USAGE,
    BasisOption,
    CaseOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    profile_of,
    say,
)
from services.cli.pager import pageable, paged
from services.cli.reason import known, reason
from services.cli.table import table
from services.listing.part import enum_word
from services.tables.times import shown
from services.tables.zone import ZONE_NAME

HOUR_MS = 3_600_000


def use(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    hours: Annotated[int, typer.Option(min=1, max=LONGEST_MS // HOUR_MS, help="How long it is kept.")] = 8,
    clear: Annotated[bool, typer.Option("--clear", help="Forget what is kept.")] = False,
) -> None:
    """Keep a purpose, legal basis and case for the commands after this one; without options, show what is kept."""
    settings = profile_of(profile)
    if clear:
        typer.echo("forgotten" if forget_context(settings) else "nothing was kept")
        return
    if not (purpose or legal_basis or case or second_basis):
        typer.echo(_kept(read_context(settings)))
        return
    if not (purpose and legal_basis and case):
        say("rabta: --purpose, --legal-basis and --case are needed, all three")
        raise typer.Exit(USAGE)
    why = reason(purpose, legal_basis, case, second_basis)
    said = f"{why.case_type}:{why.case_key}"
    context = Context(why.purpose, why.legal_basis, said, why.second_basis, now_ms() + hours * HOUR_MS)
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_context(settings, context)
    typer.echo(_kept(context))


def whoami(profile: ProfileOption) -> None:
    """Who asks under a profile, whom, and for what reason until when."""
    settings = profile_of(profile)
    rows = [
        ("officer", settings.officer or "(none: asked by the system)"),
        ("agency", settings.agency),
        ("system", settings.system),
        ("hub", f"{settings.hub} at {settings.endpoint}"),
        ("issuer", settings.issuer or "(none)"),
        ("in use", _kept(read_context(settings))),
    ]
    for name, value in rows:
        typer.echo(f"{name:<8}  {value}")


@pageable
@paged()
def purposes(
    purpose: Annotated[str, typer.Argument(help="One of them, in full.", autocompletion=words.purposes)] = "",
) -> None:
    """Purposes: the laws that serve each, the cases it cites, the classes it permits, who may ask."""
    chosen = [known(purpose, PURPOSES, "purpose")] if purpose else list(PURPOSES)
    rows = [
        (
            name,
            ", ".join(sorted(bases_of(name))),
            ", ".join(sorted(PURPOSES[name].references)),
            ", ".join(sorted(PURPOSES[name].classes)),
            ", ".join(sorted(PURPOSES[name].roles)),
        )
        for name in chosen
    ]
    table("Purposes", ("purpose", "legal basis", "cites", "query class", "role"), rows)


@pageable
@paged()
def laws() -> None:
    """Legal bases: the statute, its mark (V read, V2 read elsewhere, K known), what each serves."""
    rows = [
        (
            name,
            basis.statute,
            basis.mark,
            ", ".join(sorted(basis.purposes)),
            ", ".join(sorted(basis.second_for)),
            basis.limit,
        )
        for name, basis in LEGAL_BASES.items()
    ]
    table("Legal bases", ("legal basis", "statute", "mark", "purpose", "second basis of", "limit"), rows)


@pageable
@paged()
def cases() -> None:
    """Types of case number that a question may cite, and for which purposes."""
    rows = [
        (kind, ", ".join(sorted(name for name, purpose in PURPOSES.items() if kind in purpose.references)))
        for kind in sorted(REFERENCES)
    ]
    table("Types of case, cited as TYPE:KEY", ("type", "purpose"), [row for row in rows if row[1]])


@pageable
@paged()
def kinds() -> None:
    """Kinds of number that a person may be asked for by, and query classes with the second basis that they need."""
    from rabta.records.v1.subject_pb2 import IdentifierType

    names = [enum_word(IdentifierType.DESCRIPTOR, number) for number in IdentifierType.values()]
    table("Kinds of identifier", ("type",), [(name,) for name in names if name])
    classes = sorted({name for purpose in PURPOSES.values() for name in purpose.classes})
    table(
        "Query classes",
        ("query class", "second basis"),
        [(name, ", ".join(sorted(seconds_of(name)))) for name in classes],
    )


def _kept(context: Context | None) -> str:
    if context is None:
        return "no reason is kept"
    bases = " + ".join(filter(None, (context.legal_basis, context.second_basis)))
    return f"{context.purpose} ({bases}), {context.case}, until {shown(context.until_ms)} {ZONE_NAME}"
