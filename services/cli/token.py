"""``rabta token``: run the agency's issuer, sign and show its roster, and ask for tokens by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from services.access.details import Details
from services.cli.options import USAGE
from services.client.errors import HubNotPinned, IssuerUnreachable, Refusal, TokenRefused, Unproven
from services.client.profile import ProfileError, load_profile
from services.client.refusals import bring, follow
from services.client.token import Applicant, Fetched, fetch_approval, fetch_token
from services.errors import RabtaError
from services.issuer.__main__ import run
from services.issuer.domain import Roster
from services.issuer.errors import Unavailable
from services.issuer.roster_text import read_text
from services.issuer.signed_roster import RosterError, open_signed, read_roster, sign_roster
from services.membership.errors import RegistryError
from services.signing.es256 import BadKey, PrivateKey
from services.signing.keyfile import UnsafeFile, replace_private
from services.signing.reference import key_reference, load_signer
from services.signing.refusals_folder import RefusalsFolder
from services.tables.showing import json_text

DENIED = 3

app = typer.Typer(help="Access tokens: the agency's issuer, its roster, requests by hand.", no_args_is_help=True)
roster = typer.Typer(help="The signed list of officers.", no_args_is_help=True)
app.add_typer(roster, name="roster")

ProfileOption = Annotated[
    Path, typer.Option("--profile", envvar="RABTA_PROFILE", help="Profile of the officer who asks.")
]
PurposeOption = Annotated[str, typer.Option(help="Such as INVESTIGATE_CASE.")]
BasisOption = Annotated[str, typer.Option(help="Such as CRPC_CASE.")]
CaseOption = Annotated[str, typer.Option(help="TYPE:KEY, such as FIR:PB/LAHORE/ICHHRA/512/2024.")]
ClassOption = Annotated[str, typer.Option(help="Such as HISTORY.")]
SecondOption = Annotated[str, typer.Option(help="Where the query class needs one.")]


def _stop(error: Exception, code: int = 1) -> NoReturn:
    typer.echo(f"error: {error}", err=True)
    raise typer.Exit(code) from None


@app.command()
def serve(folder: Annotated[Path, typer.Argument(help="Folder with issuer.toml, keys, registry and roster.")]) -> None:
    """Run the issuer of one agency until it is told to stop."""
    try:
        run(folder, lambda: typer.echo("token issuer: ready", err=True))
    except Unavailable as error:
        roster = RosterError("no roster in force", "roster.signed")
        _stop(roster if error.why == "roster" else OSError("the journal cannot be read or written"))
    except UnsafeFile as error:
        _stop(error, USAGE)
    except (RabtaError, OSError) as error:
        _stop(error)


@app.command()
def key(path: Annotated[Path, typer.Argument(help="New private key, 0600; its public half goes to PATH.pub.")]) -> None:
    """Make an officer's key pair."""
    try:
        made = PrivateKey.generate()
        made.save(path)
        replace_private(path.with_name(f"{path.name}.pub"), made.public().pem())
    except OSError as error:
        _stop(error)
    typer.echo(made.kid.hex())


@roster.command("sign")
def roster_sign(
    source: Annotated[Path, typer.Argument(help="Roster in TOML.")],
    roster_key: Annotated[str, typer.Option("--key", help="The agency's roster key: a file, or a pkcs11: URI.")],
    out: Annotated[Path, typer.Option("--out", help="Signed roster, replaced whole.")] = Path("roster.signed"),
) -> None:
    """Check a roster and sign it; the issuer takes it up by itself."""
    try:
        message = read_text(source, time.time_ns() // 1_000_000)
        replace_private(out, sign_roster(message, load_signer(key_reference(roster_key, Path()))))
    except (RosterError, UnsafeFile, BadKey, OSError) as error:
        _stop(error)
    typer.echo(f"version {message.version}: {len(message.officers)} officers", err=True)


@roster.command("show")
def roster_show(path: Annotated[Path, typer.Argument(help="Signed roster.")]) -> None:
    """Print a signed roster's officers as JSON lines, without names, numbers of kin or keys."""
    try:
        signed = open_signed(path.read_bytes())
        found = read_roster(signed.payload, signed.kid)
    except (RosterError, OSError) as error:
        _stop(error)
    for line in _lines(found):
        typer.echo(json_text(line))


def _lines(found: Roster) -> list[dict[str, object]]:
    head = {"agency": found.agency, "version": found.version, "expires_ms": found.expires_ms, "kid": found.kid.hex()}
    officers = sorted(found.officers.values(), key=lambda officer: officer.id)
    return [head] + [
        {
            "officer": officer.id,
            "roles": sorted(officer.roles),
            "clearance": officer.clearance,
            "jurisdictions": sorted(officer.jurisdictions),
            "suspended": officer.suspended,
            "trained_until_ms": officer.trained_until_ms,
            "undertaking_signed": officer.undertaking_signed,
            "superior": officer.superior,
            "cases": sorted(officer.cases),
        }
        for officer in officers
    ]


@app.command()
def request(
    profile: ProfileOption,
    purpose: PurposeOption,
    legal_basis: BasisOption,
    case: CaseOption,
    query_class: ClassOption,
    second_basis: SecondOption = "",
) -> None:
    """Fetch an access token and print it: for debugging; other commands fetch theirs themselves."""
    details = _details(purpose, legal_basis, second_basis, query_class, case)
    typer.echo(_fetch(fetch_token(_applicant(profile), details)))


@app.command()
def approve(
    profile: ProfileOption,
    officer: Annotated[str, typer.Option(help="Id of the officer who asks, such as fia-1042.")],
    method: Annotated[str, typer.Option(help="Such as /rabta.records.v1.RecordsService/GetHistory.")],
    body_sha256: Annotated[str, typer.Option(help="SHA-256 of the request body to approve, in hex.")],
    purpose: PurposeOption,
    legal_basis: BasisOption,
    case: CaseOption,
    query_class: ClassOption,
    second_basis: SecondOption = "",
) -> None:
    """As the second person, fetch an approver token for what another officer is about to ask, and print it."""
    try:
        body = bytes.fromhex(body_sha256)
    except ValueError:
        raise typer.BadParameter("not hex", param_hint="--body-sha256") from None
    if len(body) != 32:
        raise typer.BadParameter("not 32 bytes", param_hint="--body-sha256")
    details = _details(purpose, legal_basis, second_basis, query_class, case)
    typer.echo(_fetch(fetch_approval(_applicant(profile), method, officer, body, details)))


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="Folder of the agency's issuer.")],
    profile: Annotated[
        Path, typer.Option("--profile", envvar="RABTA_PROFILE", help="Profile of a system of the agency.")
    ],
    stay: Annotated[bool, typer.Option("--follow", help="Go on until told to stop, and look every minute.")] = False,
) -> None:
    """Bring the hub the signed days on which the agency's issuer refused tokens, or refused none."""
    try:
        settings, home = load_profile(profile), RefusalsFolder(folder)
        if stay:
            with suppress(KeyboardInterrupt):
                asyncio.run(follow(settings, home, lambda line: typer.echo(line, err=True)))
            return
        brought = asyncio.run(bring(settings, home))
    except Refusal as refusal:
        _stop(refusal, DENIED)
    except (Unproven, HubNotPinned, ProfileError, RegistryError, BadKey, ValueError, OSError) as error:
        _stop(error)
    typer.echo(f"brought {brought}, confirmed up to number {home.sent()}", err=True)


def _details(purpose: str, legal_basis: str, second_basis: str, query_class: str, case: str) -> Details:
    case_type, _, case_key = case.partition(":")
    return Details(
        purpose=purpose.upper(),
        legal_basis=legal_basis.upper(),
        second_basis=second_basis.upper(),
        query_class=query_class.upper(),
        case_type=case_type.upper(),
        case_key=case_key,
    )


def _applicant(profile: Path) -> Applicant:
    try:
        return Applicant.of(load_profile(profile))
    except (ProfileError, UnsafeFile, BadKey, OSError) as error:
        _stop(error)


def _fetch(work: Coroutine[object, None, Fetched]) -> str:
    try:
        return asyncio.run(work).token
    except TokenRefused as refused:
        _stop(refused, DENIED)
    except (IssuerUnreachable, UnsafeFile, OSError) as error:
        _stop(error)
