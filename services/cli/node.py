"""`rabta node`: found a federation on this machine, and make a member ready on another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from services.cli import node_next, register_office
from services.cli.federation_draft import now_ms, reported
from services.cli.import_file import import_quietly
from services.cli.node_plan import MEMBERS, NAME, PORT, agency_of, asked, registry_of
from services.cli.options import ERROR, USAGE, profile_of, say
from services.cli.options import reported as client_reported
from services.cli.run_parts import FEDERATION
from services.client.profile import ProfileError
from services.demo.first_export import CNIC, export
from services.node import founding, joining
from services.node.founding import Member, Plan
from services.node.joining import NoLog, NotAccepted
from services.node.machine import hub_of
from services.node.peers import PeersError
from services.signing.keyfile import make_folder, replace_private

SAMPLE_NAMES = ("settings", "issuer", "witness", "profile", "roster", "authority", "wishes")
app = typer.Typer(name="node", help="Found a federation on this machine, or make a member ready.", no_args_is_help=True)
app.add_typer(register_office.app, name="register")
Endpoint = Annotated[str, typer.Option("--hub", help="host:port of the hub.")]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="New folder of the federation.", metavar="DIR")] = FEDERATION,
    name: Annotated[str, typer.Option(help="Name of the federation, such as rabta.pk.")] = NAME,
    agency: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID:KIND:PREFIX:NAME",
            help="A member, twice or more; PREFIX: first group of its FIR numbers, empty for none. "
            f"Default: {' and '.join(MEMBERS)}.",
        ),
    ] = None,
    port: Annotated[int, typer.Option(help="Port of the hub; issuers and witnesses take those after it.")] = PORT,
    host: Annotated[
        list[str] | None,
        typer.Option(help="Name or address under which other machines reach the hub; it then listens on all."),
    ] = None,
    registry: Annotated[
        str, typer.Option(metavar="ID:NAME", help="Found an identity registry too, whose own node the others ask.")
    ] = "",
    samples: Annotated[
        bool, typer.Option(help="Write an export of each member about a man who does not exist.")
    ] = True,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: what no option says has its default.")] = False,
) -> None:
    """Found two agencies or more, hub, oversight body and witnesses in DIR, ready for `rabta serve`."""
    with reported():
        members = tuple(agency_of(text, samples) for text in agency or MEMBERS)
        plan = Plan(name, members, port, tuple(host or ()), registry=registry_of(registry) if registry else None)
        if not yes:
            plan = asked(plan, samples)
        local = founding.found(folder, plan, now_ms(), program())
        if samples:
            _write_samples(folder / node_next.SAMPLES, plan.members)
    for line in node_next.lines(local, plan, samples):
        typer.echo(line)
    say(f"federation: {folder} is ready for `{node_next.serve(folder)}`")


@app.command()
def join(
    folder: Annotated[Path, typer.Argument(help="The member's folder, after `rabta agency accept`.", metavar="DIR")],
    hub: Endpoint,
    hub_certificate: Annotated[
        Path, typer.Option(help="The hub's TLS certificate (PEM), by hand.", exists=True, dir_okay=False)
    ],
    issuer_port: Annotated[int, typer.Option(min=1024, max=65535, help="Port of the member's token issuer.")] = 7543,
) -> None:
    """Make a member ready on its own machine: officers, roster, issuer, profiles, unit."""
    with reported():
        try:
            paths = joining.settle(folder, hub, hub_certificate.read_bytes(), issuer_port, program())
        except NotAccepted as error:
            raise ValueError(str(error)) from None
    for path in paths:
        typer.echo(path)
    say(f"officers: change {folder}/office/roster.toml and sign it; then `rabta token serve {folder}/systems/issuer`")


@app.command()
def own(
    folder: Annotated[Path, typer.Argument(help="The member's folder, joined, with a log of its own.", metavar="DIR")],
    listen: Annotated[str, typer.Option(help="host:port on which the node is to answer.")] = "127.0.0.1:7443",
) -> None:
    """Make a member's own node ready: it takes copies from the hub, and answers the member's officers out of them."""
    with reported():
        try:
            paths = joining.settle_own_node(folder, listen, program())
        except (NotAccepted, NoLog, PeersError, ProfileError) as error:
            raise ValueError(str(error)) from None
    for path in paths:
        typer.echo(path)
    say(f"`{node_next.serve(folder)}` runs it; what it may hold is said by agreements: rabta federation set-agreement")


@app.command()
def import_samples(
    folder: Annotated[Path, typer.Argument(help="Folder of the federation.", metavar="DIR")] = FEDERATION,
) -> None:
    """Import the sample of each member, with the profile of its record officer. The same twice adds nothing."""
    with client_reported():
        for path in sorted((folder / node_next.SAMPLES).glob("*.csv")):
            member = Member(path.stem, "", "")
            profile = profile_of(folder / "agencies" / member.id / f"{member.recorder}.toml")
            summary = import_quietly(profile, "fir_register", path)
            typer.echo(
                f"{member.id}: rows {summary['rows']}, accepted {summary['accepted']}, unchanged {summary['unchanged']}"
            )


@app.command()
def accept_records(
    folder: Annotated[Path, typer.Argument(help="The hub's node, or the federation's folder.", metavar="DIR")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> None:
    """Give up what the records of a stopped hub lack of the log: they are served as they are from the next start on.

    Only where nobody can bring it: first have the agencies that the alarm names run `rabta records resend`.
    """
    if not yes and not typer.confirm("Orders that seal or expunge may be among what is given up. Go on?", err=True):
        raise typer.Exit(ERROR)
    from services.node.accept import accept_records as accept

    with reported():
        accept(hub_of(folder))
    say("the records are served as they are from the next start on; tell the owners and oversight what is missing")


@app.command()
def fill_register(
    folder: Annotated[Path, typer.Argument(help="Folder of an identity registry's node.", metavar="DIR")],
    seed: Annotated[int, typer.Option(help="The seed that the files were made with.")] = 1,
    records: Annotated[int, typer.Option(help="Their number of records.")] = 20_000,
) -> None:
    """Enter the people of `rabta demo`'s files, who do not exist, with their parents, into a registry's register."""
    from services.demo.registered import fill

    with reported():
        number = fill(folder, seed, records)
    say(f"{number} persons are registered; `rabta serve {folder} --target identity` answers for them")


@app.command()
def begin_epoch(
    folder: Annotated[Path, typer.Argument(help="Folder of an identity registry's node, stopped.", metavar="DIR")],
) -> None:
    """After an older `register.db` was put back: agencies that follow its changes are told to begin anew."""
    from services.node.register_epoch import begin_epoch as begin

    with reported():
        begin(folder)
    say("who follows the changes resolves their numbers again, and begins the feed anew")


@app.command("sample")
def sample_of(
    file: Annotated[str, typer.Argument(metavar="FILE", help=f"One of {', '.join(SAMPLE_NAMES)}.")],
) -> None:
    """Print a commented sample of a TOML file, made from the code that reads it."""
    from services.cli import samples

    if file not in samples.SAMPLES:
        say(f"rabta: no sample {file}; there are: {', '.join(SAMPLE_NAMES)}")
        raise typer.Exit(USAGE)
    typer.echo(samples.sample(file), nl=False)


def program() -> Path:
    """Path of this `rabta`, as units call it."""
    beside = Path(sys.executable).with_name("rabta")
    return beside if beside.exists() else Path(shutil.which("rabta") or beside)


def _write_samples(folder: Path, members: tuple[Member, ...]) -> None:
    make_folder(folder)
    replace_private(folder / "cnic", f"{CNIC}\n".encode())
    for member in members:
        if member.case:
            replace_private(folder / f"{member.id}.csv", export(member.prefix, member.investigator).encode())
