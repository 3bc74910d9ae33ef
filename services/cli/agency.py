"""`rabta agency`: enter a federation, and ask for what comes later. Private keys are made here and stay here."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from services.cli.agency_wishes import read_wishes
from services.cli.enrolment_show import lines
from services.cli.federation_draft import now_ms, reported, say
from services.membership import home
from services.membership.accept import accept as put_in_place
from services.membership.accept import read_answer
from services.membership.anchor import Anchor
from services.membership.certificates import check_hosts
from services.membership.enrolment import Ed25519Prover, EnrolmentFile, Prover, parse_enrolment
from services.membership.layout import NodeFiles
from services.membership.member import newest_registry, open_member, write_member
from services.membership.spec import ROLES, AgencySpec
from services.signing.es256 import BadKey, PublicKey
from services.signing.keyfile import read_private, replace_private
from services.signing.reference import key_reference, load_signer
from services.vocabulary.access import AgencyKind

app = typer.Typer(name="agency", help="An agency's own keys, and what it asks of governance.", no_args_is_help=True)

Kind = StrEnum("Kind", {kind: kind for kind in ROLES})  # type: ignore[misc]
Use = StrEnum("Use", {use: use for use in home.USES})  # type: ignore[misc]
Folder = Annotated[Path, typer.Argument(help="The agency's own folder.", metavar="DIR")]
Hosts = Annotated[
    list[str] | None, typer.Option("--host", help="DNS name or IP address in the certificate; default: localhost.")
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="USE=KEY", help="A key that lies elsewhere: pkcs11: URI, or public half (PEM)."),
]
Out = Annotated[Path, typer.Option("--out", help="The request, to be carried to governance.")]
REQUEST = Path("enrolment.request")


@app.command()
def init(
    folder: Folder,
    federation: Annotated[str, typer.Option(help="Name of the federation, such as rabta.pk.")],
    agency: Annotated[str, typer.Option("--id", help="Agency id, such as pk.fia.")],
    kind: Annotated[Kind, typer.Option(help="What it is; decides which rules may apply.")],
    display_name: Annotated[str, typer.Option(help="Name for people.")],
    desk_phone: Annotated[str, typer.Option(help="24-hour desk returned with every hit.")] = "",
    escalation_phone: Annotated[str, typer.Option(help="Whom the desk answers to.")] = "",
    federation_id: Annotated[str, typer.Option(help="Id of the federation in hex, once it has a version 1.")] = "",
    jurisdiction: Annotated[list[str] | None, typer.Option(help="ISO 3166-2 code; PK, the default, for all.")] = None,
    role: Annotated[list[str] | None, typer.Option(help="Role wished; default: those of its kind.")] = None,
    clearance: Annotated[int, typer.Option(min=0, max=3, help="Highest clearance wished.")] = 2,
    desk_name: Annotated[str, typer.Option()] = "Duty desk",
    desk_email: Annotated[str, typer.Option()] = "",
    escalation_name: Annotated[str, typer.Option()] = "Duty superintendent",
    record_format: Annotated[list[str] | None, typer.Option("--format", help="Format its feed may use.")] = None,
    system: Annotated[list[str] | None, typer.Option(help="Its systems; default: node.")] = None,
    witness_url: Annotated[str, typer.Option(help="Where it runs a witness, if it does.")] = "",
    wishes: Annotated[
        Path | None, typer.Option(help="TOML file with [[registers]], [[courts]] and [[protects]].")
    ] = None,
    host: Hosts = None,
    key: Keys = None,
    out: Out = REQUEST,
) -> None:
    """Make every key in DIR, and the request to enter. Read its digest to governance over another way."""
    with reported():
        speaks = read_wishes(wishes) if wishes else ((), (), ())
        spec = AgencySpec(
            id=agency,
            kind=str(kind),
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
            registers=speaks[0],
            courts=speaks[1],
            protects=speaks[2],
        )
        check_hosts(spec.hosts)
        given = _given(key or [])
        node = write_member(folder, agency, federation, spec.kind == AgencyKind.HUB)
        asked = home.Asked(federation, bytes.fromhex(federation_id), now_ms())
        file = home.new_member(node, spec, asked, given)
    _hand_out(file, out)


@app.command()
def add_system(
    folder: Folder,
    system: Annotated[str, typer.Argument(help="Name of the new system.")],
    role: Annotated[list[str] | None, typer.Option(help="Narrower role ceiling of this system.")] = None,
    host: Hosts = None,
    out: Out = REQUEST,
) -> None:
    """Make TLS and message keys of a further system below DIR/systems, and the request for it."""
    check = tuple(host or ())
    with reported():
        check_hosts(check)
    _ask(folder, out, lambda node, asked: home.new_system(node.further(system), asked, tuple(role or ()), check))


@app.command()
def add_key(
    folder: Folder,
    use: Annotated[Use, typer.Argument(help="The one thing the key is for.")],
    key: Annotated[str, typer.Option(help="The key, where it lies elsewhere: a pkcs11: URI, or its public half.")] = "",
    out: Out = REQUEST,
) -> None:
    """Make a further key of the agency, and the request for it."""

    def wish(node: NodeFiles, asked: home.Asked) -> home.Draft:
        draft = home.Draft.of(node, asked, _given([f"{use}={key}"] if key else []))
        path = draft.agency_key(node, str(use))
        say(f"key: {key or path}")
        return draft

    _ask(folder, out, wish)


@app.command()
def renew_certificate(
    folder: Folder,
    system: Annotated[str, typer.Argument(help="Name of the system; default: the first one.")] = "",
    host: Hosts = None,
    out: Out = REQUEST,
) -> None:
    """Make a further TLS key of a system, and the request for its certificate."""
    hosts = tuple(host or ())
    with reported():
        check_hosts(hosts)
    _ask(folder, out, lambda node, asked: home.renewal(node.further(system or node.system), asked, hosts))


@app.command()
def add_witness(
    folder: Folder,
    url: Annotated[str, typer.Argument(help="Where the witness answers.")],
    first_size: Annotated[int, typer.Option(min=0, help="Tree size from which it counts.")] = 0,
    out: Out = REQUEST,
) -> None:
    """Make a witness key, and the request for it; the quorum becomes a majority."""

    def wish(node: NodeFiles, asked: home.Asked) -> home.Draft:
        draft = home.Draft.of(node, asked)
        say(f"key: {draft.witness(node, url, first_size)}")
        return draft

    _ask(folder, out, wish)


@app.command()
def new_log(
    folder: Folder,
    last_size: Annotated[
        int, typer.Option(min=0, help="Tree size, in leaves, at which the log that is open ends; 0 for the first.")
    ] = 0,
    out: Out = REQUEST,
) -> None:
    """Open a log: the hub's after a rolled-back one, or that of an agency which answers on its own node."""

    def wish(node: NodeFiles, asked: home.Asked) -> home.Draft:
        draft = home.Draft.of(node, asked)
        say(f"key: {draft.log(node, last_size)}")
        return draft

    _ask(folder, out, wish)


@app.command()
def prove(
    request: Annotated[Path, typer.Argument(help="The carried request.", exists=True, dir_okay=False)],
    key: Annotated[str, typer.Argument(help="A key in it, or one that speaks for the member: file or pkcs11: URI.")],
) -> None:
    """Where a key lies, add its proof to a request, in place."""
    with reported():
        file = parse_enrolment(request.read_bytes()).prove([_prover(key)])
        replace_private(request, file.encode())
    _told(file)


@app.command()
def show(
    request: Annotated[Path, typer.Argument(help="A request.", exists=True, dir_okay=False)],
) -> None:
    """Print a request: what it asks, and which proofs it lacks."""
    with reported():
        file = parse_enrolment(request.read_bytes())
        for line in lines(file):
            typer.echo(line)
        for where in file.missing():
            typer.echo(f"unproven     {where}")


@app.command()
def accept(
    folder: Folder,
    answer: Annotated[Path, typer.Argument(help="What governance gave back.", exists=True, dir_okay=False)],
    anchor: Annotated[Path | None, typer.Option(help="Governance public keys (PEM), from elsewhere.")] = None,
) -> None:
    """Put certificates, authority, registry and anchor in place, each checked. Compare the anchor's digest."""
    with reported():
        node, _ = open_member(folder, now_ms())
        known = Anchor.from_pem(anchor.read_bytes()) if anchor else None
        registry = put_in_place(node, read_answer(answer.read_bytes()), known)
        digest = Anchor.from_pem(node.anchor.read_bytes()).digest
    say(
        f"registry: version {registry.version}" if registry else "registry: no version yet; accept the completed answer"
    )
    typer.echo(digest.hex())


def _ask(folder: Path, out: Path, wish: Callable[[NodeFiles, home.Asked], home.Draft]) -> None:
    """A member's request: made by ``wish``, with the proof of a key of its that speaks for it, where one lies here."""
    with reported():
        node, asked = open_member(folder, now_ms())
        speaking = home.vouching(node, newest_registry(node))
        file = wish(node, asked).signed(speaking)
    if not speaking:
        say("no key here speaks for the agency: add its proof with `rabta agency prove`")
    _hand_out(file, out)


def _hand_out(file: EnrolmentFile, out: Path) -> None:
    with reported():
        replace_private(out, file.encode())
    say(f"request: {out}")
    _told(file)


def _told(file: EnrolmentFile) -> None:
    for where in file.missing():
        say(f"unproven: {where}; add its proof with `rabta agency prove` where the key lies")
    typer.echo(file.digest.hex())


def _given(texts: list[str]) -> home.Given:
    given = home.Given({}, {})
    for text in texts:
        use, equals, where = text.partition("=")
        if not equals or use not in (*home.USES, "MESSAGE"):
            raise ValueError("--key is USE=KEY, such as PAGE=pkcs11:token=rabta;object=page")
        if where.startswith("pkcs11:"):
            cast(dict[str, object], given.signers)[use] = load_signer(where)
        else:
            cast(dict[str, object], given.publics)[use] = PublicKey.from_pem(Path(where).read_bytes())
    return given


def _prover(key: str) -> Prover:
    """A P-256 key, or the Ed25519 key of a witness or log."""
    try:
        return load_signer(key_reference(key, Path()))
    except BadKey:
        read_private(Path(key))
        return Ed25519Prover.load(Path(key))
