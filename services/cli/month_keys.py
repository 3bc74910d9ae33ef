"""Month keys of the log's entries: which there are, a holder's word that one may go, and its destruction."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import is_agency, is_month
from audit.monthkeys import key_files
from audit.retention import (
    MIN_RETENTION_MONTHS,
    Destruction,
    DestructionError,
    by_kid,
    check_destruction,
    retention_passed,
    statement,
)
from services.cli.options import ERROR, say
from services.errors import RabtaError
from services.membership.errors import RegistryError
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node.log_place import month_keys_of, origin_of, socket_of
from services.node.machine import hub_of
from services.node.settings import NodeSettings, SettingsError, load_settings
from services.signing.es256 import BadKey
from services.signing.keyfile import UnsafeFile, replace_private
from services.signing.reference import key_reference, load_signer

app = typer.Typer()
REFUSED = (AuditNever, DestructionError, RegistryError, SettingsError, UnsafeFile, BadKey, ValueError, OSError)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the hub's node.")]


class UnfitWord(RabtaError, ValueError):
    """A file that is no holder's word, or two that are not for the same key."""


@dataclass(frozen=True, slots=True)
class Word:
    """One holder's signature under the destruction of one month key; ``kid``, ``signature`` in hex."""

    origin: str
    agency: str
    month: str
    kid: str
    signature: str

    @classmethod
    def read(cls, path: Path) -> Word:
        """UnfitWord for a file of another form."""
        try:
            found = cls(**json.loads(path.read_bytes()))
            bytes.fromhex(found.kid + found.signature)
        except (ValueError, TypeError):
            raise UnfitWord(f"{path}: no word of a holder") from None
        return found


@app.command()
def month_keys(folder: Folder) -> None:
    """List the month keys of the open log: agency, month, and whether retention has passed or the key is destroyed."""
    with _reported():
        settings, registry = _opened(folder)
        for agency, month, path in key_files(month_keys_of(settings, origin_of(settings, registry))):
            over = retention_passed(month, _now_ms(), MIN_RETENTION_MONTHS)
            state = "destroyed" if path.suffix == ".destroyed" else "may be destroyed" if over else "in retention"
            typer.echo(f"{agency:<24} {month}  {state}")


@app.command()
def sign_destruction(
    origin: Annotated[str, typer.Argument(help="Origin of the log, such as rabta.pk/audit/1.")],
    agency: Annotated[str, typer.Argument(help="Agency id.")],
    month: Annotated[str, typer.Argument(help="YYYY-MM.")],
    key: Annotated[str, typer.Option(help="This holder's governance key: a file, or a pkcs11: URI.")],
    out: Annotated[Path, typer.Option("--out", help="The holder's word, to be carried to the hub.")],
) -> None:
    """As a governance holder, say that a month key may be destroyed. Two holders must say it."""
    with _reported():
        if not is_agency(agency) or not is_month(month):
            raise DestructionError("not an agency and a month, YYYY-MM")
        if not retention_passed(month, _now_ms(), MIN_RETENTION_MONTHS):
            raise DestructionError("retention has not passed")
        signer = load_signer(key_reference(key, Path()))
        signature = signer.sign(statement(origin, agency, month))
        word = Word(origin, agency, month, signer.kid.hex(), signature.hex())
        replace_private(out, json.dumps(asdict(word), indent=1).encode() + b"\n")
    say(f"word of holder {signer.kid.hex()[:16]}: the key of {agency} for {month} may be destroyed")


@app.command()
def destroy_month_key(
    folder: Folder,
    words: Annotated[list[Path], typer.Argument(metavar="WORD WORD", help="What two holders signed.", exists=True)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the key is gone for good.")] = False,
) -> None:
    """Destroy a month key on the word of two holders: its entries can never be read again. The hub must run."""
    with _reported():
        settings, registry = _opened(folder)
        origin = origin_of(settings, registry)
        request = _request([Word.read(path) for path in words], registry, origin)
    if not yes and not typer.confirm(f"Destroy the key of {request.agency} for {request.month} for good?", err=True):
        say("nothing was changed")
        raise typer.Exit(ERROR)
    with _reported():
        index = asyncio.run(_destroyed(socket_of(settings, origin), request))
    typer.echo(f"destroyed: {request.agency} {request.month}, entry {index}")
    say("oversight removes its copies, and whoever backs month keys up removes this one")


def _request(words: list[Word], registry: Registry, origin: str) -> Destruction:
    """What the writer of the open log is asked, checked as it will check. DestructionError, UnfitWord."""
    keys = {(word.origin, word.agency, word.month) for word in words}
    if len(keys) != 1 or words[0].origin != origin:
        raise UnfitWord(f"the words must be for one key of the open log, {origin}")
    signatures = tuple((bytes.fromhex(word.kid), bytes.fromhex(word.signature)) for word in words)
    request = Destruction(words[0].agency, words[0].month, signatures)
    holders = by_kid(_public(key.spki) for key in registry.governance.keys)
    check_destruction(request, origin, holders, _now_ms())
    return request


def _public(spki: bytes) -> ec.EllipticCurvePublicKey:
    key = load_der_public_key(spki)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise UnfitWord("a holder's key is not on P-256")
    return key


async def _destroyed(socket: Path, request: Destruction) -> int:
    client = await AuditClient.connect(socket)
    try:
        return await client.destroy_month_key(request.agency, request.month, request.signatures)
    finally:
        client.close()


def _opened(folder: Path) -> tuple[NodeSettings, Registry]:
    hub = hub_of(folder)
    return load_settings(hub), RegistryFolder(hub / "registry").current()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except AuditGone:
        say("rabta: no writer answers: the hub must run")
        raise typer.Exit(ERROR) from None
    except AuditNotNow as error:
        say(f"rabta: the log does not take it now: {error}")
        raise typer.Exit(ERROR) from None
    except (
        AuditNever,
        DestructionError,
        RegistryError,
        SettingsError,
        UnsafeFile,
        BadKey,
        ValueError,
        OSError,
    ) as error:
        say(f"rabta: refused: {error}")
        raise typer.Exit(ERROR) from None
