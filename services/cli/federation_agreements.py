"""`rabta federation set-agreement | end-agreement`: who may hold copies of whose records. Each changes the draft."""

from __future__ import annotations

from typing import Annotated, TypeVar

import typer

from services.cli.agreement_show import lines
from services.cli.federation_draft import Folder, drafted, now_ms, reported
from services.membership import office
from services.membership.agreements import drafted_agreement, end_agreement, set_agreement
from services.membership.rows import MAX_STALE_HOURS, AgreementRow
from services.membership.signed import SignedFile

app = typer.Typer()

Ident = Annotated[str, typer.Argument(help="Id of the agreement, such as fia-customs-lists.", metavar="ID")]
Words = list[str] | None
Given = TypeVar("Given")
_NEW = AgreementRow(
    id="",
    giver="",
    holder="",
    kinds=frozenset(),
    handling=frozenset(),
    roles=frozenset(),
    purposes=frozenset(),
    statute="",
    since="",
    until="",
    stale_after_h=0,
    onward=False,
)


@app.command("set-agreement")
def put_agreement(
    folder: Folder,
    ident: Ident,
    giver: Annotated[str | None, typer.Option(help="Agency id of the owner of the records.")] = None,
    holder: Annotated[str | None, typer.Option(help="Agency id of who holds the copies.")] = None,
    kind: Annotated[Words, typer.Option(help="Kind of record, such as LIST_ENTRY; once for each.")] = None,
    handling: Annotated[Words, typer.Option(help="OPEN, H1, H2, H3 or ORCON; once for each.")] = None,
    role: Annotated[Words, typer.Option(help="Role in a case, or JUVENILE for children too; once for each.")] = None,
    purpose: Annotated[Words, typer.Option(help="What officers may read copies for; once for each.")] = None,
    statute: Annotated[str | None, typer.Option(help="Law that it is made under.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Day before which it ends.")] = None,
    stale_hours: Annotated[
        int | None, typer.Option(min=0, max=MAX_STALE_HOURS, help="How old a copy may be to answer while cut off.")
    ] = None,
    onward: Annotated[
        bool | None, typer.Option("--onward/--not-onward", help="Whether the holder may pass copies on.")
    ] = None,
) -> None:
    """Let an agency hold copies of another's records, or change that: what is not given stays as it was."""
    with reported():
        files = office.open_federation(folder)
        draft = office.draft_of(files, now_ms())
        held = drafted_agreement(draft, ident) or _NEW
        row = AgreementRow(
            id=ident,
            giver=_given(giver, held.giver),
            holder=_given(holder, held.holder),
            kinds=_words(kind, held.kinds),
            handling=_words(handling, held.handling),
            roles=_words(role, held.roles),
            purposes=_words(purpose, held.purposes),
            statute=_given(statute, held.statute),
            since=_given(since, held.since),
            until=_given(until, held.until),
            stale_after_h=_given(stale_hours, held.stale_after_h),
            onward=_given(onward, held.onward),
        )
        office.save_draft(files, set_agreement(draft, row))
    _shown(row)
    drafted(files)


@app.command("end-agreement")
def end(
    folder: Folder, ident: Ident, day: Annotated[str, typer.Argument(help="Day before which it ends, ISO 8601.")]
) -> None:
    """End an agreement before a day: the flow stops, and the holder's nodes are told to erase what it had allowed."""
    with reported():
        files = office.open_federation(folder)
        changed = end_agreement(office.draft_of(files, now_ms()), ident, day)
        office.save_draft(files, changed)
    _left(changed, ident)
    drafted(files)


def _given(said: Given | None, held: Given) -> Given:
    return held if said is None else said


def _words(said: Words, held: frozenset[str]) -> frozenset[str]:
    return frozenset(word.upper() for word in said) if said else held


def _left(draft: SignedFile, ident: str) -> None:
    row = drafted_agreement(draft, ident)
    if row is None:
        typer.echo(f"agreement    {ident}: taken out, as it had not begun")
    else:
        _shown(row)


def _shown(row: AgreementRow) -> None:
    for line in lines(row):
        typer.echo(line)
