"""`rabta federation`: found a federation, admit agencies, revoke keys, carry a draft from holder to holder."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from services.cli import federation_rotation
from services.cli.federation_draft import Folder, Hosts, drafted, now_ms, reported, say
from services.membership import provision
from services.membership.anchor import Anchor
from services.membership.describe import describe, iso, key_lines
from services.membership.registry import Registry, load_registry
from services.membership.spec import AgencySpec
from services.signing.es256 import PrivateKey

app = typer.Typer(name="federation", help="The signed registry of agencies, keys and rights.", no_args_is_help=True)
app.add_typer(federation_rotation.app)


class Kind(StrEnum):
    """Kinds of agency that may be added."""

    POLICE = "POLICE"
    FIA = "FIA"
    NARCOTICS = "NARCOTICS"
    CYBERCRIME = "CYBERCRIME"
    CUSTOMS = "CUSTOMS"
    BORDER = "BORDER"
    PRISON = "PRISON"
    PROBATION = "PROBATION"
    COURT = "COURT"
    PROSECUTION = "PROSECUTION"
    CHILD_PROTECTION = "CHILD_PROTECTION"
    FMU = "FMU"
    CENTRAL_AUTHORITY = "CENTRAL_AUTHORITY"
    IDENTITY_REGISTRY = "IDENTITY_REGISTRY"
    OVERSIGHT = "OVERSIGHT"


class Use(StrEnum):
    """Uses of keys that belong to an agency as a whole."""

    PAGE = "PAGE"
    TOKEN = "TOKEN"  # noqa: S105
    ROSTER = "ROSTER"
    SEALED = "SEALED"


class Output(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"


@app.command()
def init(
    folder: Folder,
    name: Annotated[str, typer.Option(help="Name of the federation, such as rabta.pk.")],
    hub: Annotated[str, typer.Option(help="Agency id of the hub.")] = provision.HUB,
    governance_keys: Annotated[
        int, typer.Option(min=2, max=16, help="Governance keys made here. In production each holder makes his own.")
    ] = provision.GOVERNANCE_KEYS,
    host: Hosts = None,
) -> None:
    """Make a governance folder: governance keys, certificate authority, hub, and an unsigned draft of version 1."""
    with reported():
        files = provision.init_federation(
            folder, name, now_ms(), hub=hub, governance_keys=governance_keys, hosts=tuple(host or ())
        )
    say(f"draft of version 1: {files.draft}")
    say("governance keys lie together in this folder: for development only")


@app.command()
def add_agency(
    folder: Folder,
    agency: Annotated[str, typer.Argument(help="Agency id, such as pk.fia.", metavar="ID")],
    kind: Annotated[Kind, typer.Option(help="What it is; decides which rules may apply.")],
    display_name: Annotated[str, typer.Option(help="Name for people.")],
    desk_phone: Annotated[str, typer.Option(help="24-hour desk returned with every hit.")],
    escalation_phone: Annotated[str, typer.Option(help="Whom the desk answers to.")],
    jurisdiction: Annotated[list[str] | None, typer.Option(help="ISO 3166-2 code; PK, the default, for all.")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="Role its tokens may claim; default: those of its kind.")
    ] = None,
    clearance: Annotated[int, typer.Option(min=0, max=3, help="Highest clearance its tokens may claim.")] = 2,
    desk_name: Annotated[str, typer.Option()] = "Duty desk",
    desk_email: Annotated[str, typer.Option()] = "",
    escalation_name: Annotated[str, typer.Option()] = "Duty superintendent",
    record_format: Annotated[list[str] | None, typer.Option("--format", help="Format its feed may use.")] = None,
    system: Annotated[list[str] | None, typer.Option(help="Its systems; default: node.")] = None,
    witness_url: Annotated[str, typer.Option(help="Where it runs a witness, if it does.")] = "",
    host: Hosts = None,
) -> None:
    """Make an agency's folder with all its keys, and add its row to the draft."""
    spec = AgencySpec(
        id=agency,
        kind=kind.value,
        display_name=display_name,
        jurisdictions=tuple(jurisdiction or ("PK",)),
        roles=tuple(role) if role else None,
        clearance=clearance,
        desk_name=desk_name,
        desk_phone=desk_phone,
        desk_email=desk_email,
        escalation_name=escalation_name,
        escalation_phone=escalation_phone,
        formats=tuple(record_format or ()),
        systems=tuple(system or ("node",)),
        witness_url=witness_url,
        hosts=tuple(host or ()),
    )
    with reported():
        files = provision.open_federation(folder)
        provision.add_agency(files, spec, now_ms())
    say(f"keys of {agency}: {files.agency(agency).folder}")
    drafted(files)


@app.command()
def add_system(
    folder: Folder,
    agency: Annotated[str, typer.Argument()],
    system: Annotated[str, typer.Argument(help="Name of the new system.")],
    role: Annotated[list[str] | None, typer.Option(help="Narrower role ceiling of this system.")] = None,
    host: Hosts = None,
) -> None:
    """Make TLS and message keys of a further system of an agency, and add its row to the draft."""
    with reported():
        files = provision.open_federation(folder)
        node = provision.add_system(files, agency, system, now_ms(), tuple(role or ()), tuple(host or ()))
    say(f"keys of {agency}/{system}: {node.folder}")
    drafted(files)


@app.command()
def add_key(
    folder: Folder,
    agency: Annotated[str, typer.Argument()],
    use: Annotated[Use, typer.Argument(help="The one thing the key is for.")],
) -> None:
    """Make a further key of an agency, and add its row to the draft."""
    with reported():
        files = provision.open_federation(folder)
        path = provision.add_key(files, agency, use.value, now_ms())
    say(f"key: {path}")
    drafted(files)


@app.command()
def revoke(
    folder: Folder,
    ident: Annotated[str, typer.Argument(help="Key id or thumbprint in hex, as `show` prints it.", metavar="ID")],
) -> None:
    """Mark a key or certificate as revoked in the draft."""
    with reported():
        files = provision.open_federation(folder)
        provision.revoke(files, bytes.fromhex(ident), now_ms())
    drafted(files)


@app.command()
def sign(
    draft: Annotated[Path, typer.Argument(help="The carried file.", exists=True, dir_okay=False)],
    key: Annotated[Path, typer.Argument(help="This holder's governance key.", exists=True, dir_okay=False)],
) -> None:
    """Add one holder's signature to the draft, in place."""
    with reported():
        file = provision.sign_draft(draft, PrivateKey.load(key))
        count = len(file.signed_by(file.governance.keys))
    say(f"version {file.registry.version}: signed by {count}, needs {file.registry.governance.threshold}")
    typer.echo(file.digest.hex())


@app.command()
def publish(folder: Folder) -> None:
    """Verify the signed draft as the next version and put it into the folder of every node below DIR."""
    with reported():
        registry = provision.publish(provision.open_federation(folder))
    say(f"version {registry.version} is in every node's folder")
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
    """Print a verified registry: agencies, keys, logs, witnesses."""
    with reported():
        registry = _load(path, anchor)
    if output is Output.JSON:
        typer.echo(json.dumps(describe(registry), ensure_ascii=False, indent=2))
    else:
        _tables(registry)


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
    _table(
        console, "keys", ("id", "agency", "system", "use", "name", "not_after", "revoked"), list(key_lines(registry))
    )
    title = f"witnesses, quorum {facts['quorum']}"
    _table(console, title, ("agency", "url", "first", "last"), facts["witnesses"])
    for witness in facts["witnesses"]:
        pin = witness["pin"] or "none: plain HTTP on loopback"
        console.print(f"TLS key of the witness of {witness['agency']}: {pin}", soft_wrap=True)


def _table(console: Console, title: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    console.print(table)
