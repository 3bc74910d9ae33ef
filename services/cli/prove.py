"""`rabta verify` and `rabta evidence redact`: evidence for a third party, offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import ERROR, USAGE, say
from services.cli.table import table
from services.evidence.line import proven
from services.evidence.verify import verify_file
from services.listing.antecedents.retold import retold_lines
from services.listing.case_paper.retold import case_lines
from services.membership.anchor import Anchor
from services.signing.es256 import BadKey
from services.signing.evidence import EvidenceError, redact
from services.signing.keyfile import replace_private

evidence = typer.Typer(help="Evidence bundles.", no_args_is_help=True)


def verify(
    file: Annotated[Path, typer.Argument(help="Evidence bundle, or proof of an equivocation.")],
    trust: Annotated[Path, typer.Option("--trust", help="Governance public keys (PEM), the only anchor.")],
    paper: Annotated[
        list[Path] | None, typer.Option(help="A paper that came with the bundle, as often as there are papers.")
    ] = None,
    answer: Annotated[
        list[Path] | None, typer.Option(help="Whole bundle of a further answer that the paper of a case is made of.")
    ] = None,
) -> None:
    """Prove an exchange, or what an owner signed twice, offline: line by line, who vouches for what."""
    given = paper or []
    if len({each.name for each in given}) != len(given):
        say("rabta: two papers of one name: verify them one after the other")
        raise typer.Exit(USAGE)
    try:
        anchor = Anchor.from_pem(trust.read_bytes())
        raw, papers = file.read_bytes(), {each.name: each.read_bytes() for each in given}
        further = [each.read_bytes() for each in answer or []]
        lines = verify_file(raw, anchor, papers)
        lines += [line for each in further for line in verify_file(each, anchor, {})]
        if proven(lines):
            lines += [*retold_lines(raw, anchor, papers), *case_lines([raw, *further], anchor, papers)]
    except (OSError, BadKey) as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None
    table("", ("", "who vouches", "for what"), [("ok" if one.ok else "FAILED", one.who, one.claim) for one in lines])
    if not proven(lines):
        say("evidence NOT verified")
        raise typer.Exit(ERROR)
    typer.echo("evidence verified")


@evidence.command("redact")
def redact_bundle(
    file: Annotated[Path, typer.Argument(help="Evidence bundle.")],
    out: Annotated[Path, typer.Argument(help="Where the redacted bundle goes.")],
) -> None:
    """Drop question and answer; who, when and why stay provable."""
    try:
        replace_private(out, redact(file.read_bytes()))
    except (OSError, EvidenceError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
