"""`rabta federation`: found a federation, sign and publish its registry, look at it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rabta.membership.v1.registry_pb2 import Registry as Payload
from rich.console import Console
from rich.table import Table

from services.cli import agreement_show, federation_agreements, federation_entry, federation_rotation, federation_rows
from services.cli.federation_draft import Folder, drafted, now_ms, reported, say
from services.membership import office, provision
from services.membership.admission import complete_answers
from services.membership.anchor import Anchor
from services.membership.describe import describe, iso, key_lines
from services.membership.registry import Registry, load_registry
from services.membership.servable import warnings
from services.signing.es256 import PrivateKey, PublicKey
from services.signing.keyfile import replace_private
from services.signing.reference import key_reference, load_signer

app = typer.Typer(name="federation", help="The signed registry of agencies, keys and rights.", no_args_is_help=True)
app.add_typer(federation_entry.app)
app.add_typer(federation_rows.app)
app.add_typer(federation_agreements.app)
app.add_typer(federation_rotation.app)


class Output(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"


@app.command()
def holder_key(
    path: Annotated[Path, typer.Argument(help="New private key, 0600; its public half goes to PATH.pub.")],
) -> None:
    """Make the governance key of one holder, on the holder's own machine."""
    with reported():
        key = PrivateKey.generate()
        key.save(path)
        replace_private(path.with_name(f"{path.name}.pub"), key.public().pem())
    typer.echo(key.kid.hex())


@app.command()
def init(
    folder: Folder,
    name: Annotated[str, typer.Option(help="Name of the federation, such as rabta.pk.")],
    holder: Annotated[list[Path], typer.Option(help="Public key (PEM) of a governance holder; once for each.")],
    hub: Annotated[str, typer.Option(help="Agency id of the hub.")] = provision.HUB,
) -> None:
    """Make governance's folder: anchor, certificate authority, and an unsigned draft of version 1 without members."""
    with reported():
        holders = [PublicKey.from_pem(path.read_bytes()) for path in holder]
        files = office.found(folder, name, hub, holders, now_ms())
    say(f"draft of version 1: {files.draft}; the hub and the agencies enter with `admit`")
    typer.echo(Anchor(tuple(holders)).digest.hex())


@app.command()
def revoke(
    folder: Folder,
    ident: Annotated[str, typer.Argument(help="Key id or thumbprint in hex, as `show` prints it.", metavar="ID")],
) -> None:
    """Mark a key or certificate as revoked in the draft."""
    with reported():
        files = office.open_federation(folder)
        office.revoke(files, bytes.fromhex(ident), now_ms())
    drafted(files)


@app.command()
def sign(
    draft: Annotated[Path, typer.Argument(help="The carried file.", exists=True, dir_okay=False)],
    key: Annotated[str, typer.Argument(help="This holder's governance key: a file, or a pkcs11: URI.")],
) -> None:
    """Add one holder's signature to the draft, in place."""
    with reported():
        file = office.sign_draft(draft, load_signer(key_reference(key, Path())))
        count = len(file.signed_by(file.governance.keys))
    _warn(file.registry)
    say(f"version {file.registry.version}: signed by {count}, needs {file.registry.governance.threshold}")
    typer.echo(file.digest.hex())


@app.command()
def publish(folder: Folder) -> None:
    """Verify the signed draft as the next version, and put it into the answers that were given for it."""
    with reported():
        files = office.open_federation(folder)
        registry = office.publish(files)
        answers = complete_answers(files)
    _warn(Payload.FromString(registry.payload))
    say(f"version {registry.version} is in force: {files.registry}")
    for path in answers:
        say(f"answer, complete now: {path}")
    typer.echo(registry.digest.hex())


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(help="A signed file, or a folder of <version>.signed.", exists=True)],
    anchor: Annotated[Path | None, typer.Option(help="Governance public keys (PEM) that must vouch.")] = None,
) -> None:
    """Load as a node would, and refuse as it would. A draft that follows a published version needs --anchor."""
    with reported():
        registry = _load(path, anchor)
    time_ms = now_ms()
    if registry.expired(time_ms):
        say(f"refused: expired at {iso(registry.expires_ms)}")
        raise typer.Exit(1)
    if registry.expires_soon(time_ms):
        say(f"warning: expires at {iso(registry.expires_ms)}")
    typer.echo(f"{registry.name} version {registry.version} {registry.digest.hex()}: verified")


@app.command()
def show(
    path: Annotated[Path, typer.Argument(help="A signed file, or a folder of <version>.signed.", exists=True)],
    anchor: Annotated[Path | None, typer.Option(help="Governance public keys (PEM) that must vouch.")] = None,
    output: Annotated[Output, typer.Option(help="table or json.")] = Output.TABLE,
) -> None:
    """Print a verified registry: agencies, keys, whose numbers and courts are whose, agreements, logs, witnesses."""
    with reported():
        registry = _load(path, anchor)
    if output is Output.JSON:
        typer.echo(json.dumps(describe(registry), ensure_ascii=False, indent=2))
    else:
        _tables(registry)


def _warn(said: Payload) -> None:
    for line in warnings(said):
        say(line)


def _load(path: Path, anchor_file: Path | None) -> Registry:
    anchor = Anchor.from_pem(anchor_file.read_bytes()) if anchor_file else None
    if not path.is_dir():
        return load_registry(path.read_bytes(), anchor=anchor)
    home = path / "registry" if (path / "registry").is_dir() else path
    files = sorted(home.glob("*.signed"), key=lambda file: int(file.stem))
    registry: Registry | None = None
    for file in files:
        registry = load_registry(file.read_bytes(), previous=registry, anchor=anchor)
    if registry is None:
        raise FileNotFoundError(f"{home}: no <version>.signed")
    return registry


def _tables(registry: Registry) -> None:
    console = Console()
    facts = describe(registry)
    console.print(f"{registry.name} version {registry.version}, hub {registry.hub}, expires {facts['expires']}")
    console.print(f"digest {facts['digest']}", soft_wrap=True)
    members: list[dict[str, Any]] = facts["agencies"]
    _table(console, "agencies", ("id", "kind", "display_name", "clearance"), members)
    for title, columns in (
        ("registers", ("type", "prefix", "since", "until")),
        ("courts", ("code", "name", "tier", "districts", "above", "acts", "since", "until")),
        ("protects", ("act", "districts", "since", "until")),
    ):
        rows = [{"agency": member["id"], **row} for member in members for row in member[title]]
        if rows:
            _table(console, title, ("agency", *columns), rows)
    _table(
        console, "keys", ("id", "agency", "system", "use", "name", "not_after", "revoked"), list(key_lines(registry))
    )
    title = f"witnesses, quorum {facts['quorum']}"
    _table(console, title, ("agency", "url", "open", "sizes"), [*map(_sized, facts["witnesses"])])
    _table(console, "logs", ("origin", "agency", "first", "last"), facts["logs"])
    for agreement in registry.agreements:
        for line in agreement_show.lines(agreement):
            console.print(line, soft_wrap=True, highlight=False, markup=False)
    for witness in facts["witnesses"]:
        pin = witness["pin"] or "none: plain HTTP on loopback"
        console.print(f"TLS key of the witness of {witness['agency']}: {pin}", soft_wrap=True)


def _sized(witness: dict[str, Any]) -> dict[str, Any]:
    """Its sizes in one cell, ``ORIGIN FIRST-LAST`` each; nothing where it counts at every one."""
    spans = (f"{origin} {first}-{last or ''}" for origin, (first, last) in witness["sizes"].items())
    return witness | {"open": "yes" if witness["open"] else "no", "sizes": ", ".join(spans)}


def _table(console: Console, title: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_text(row[column]) for column in columns))
    console.print(table)


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
