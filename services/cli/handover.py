"""`rabta handover`: a person's case from one child-protection body to another, as a file that both sign, offline."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.cli.referral import Because
from services.cli.table import line
from services.client.profile import Profile
from services.client.registries import held
from services.membership.anchor import Anchor
from services.membership.registry import Registry, load_registry
from services.referral.handover.keeping import readable, thinned, whole_until_ms
from services.referral.handover.packet import BadPacket
from services.referral.handover.reading import packet_of
from services.referral.handover.signed import MAX_BYTES, Answer, Body, Handover, answered, offered, opened
from services.signing.keyfile import replace_private
from services.signing.reference import load_signer
from services.tables.showing import harmless
from services.tables.times import shown

app = typer.Typer(help="Hand a person's case to another body of child protection.", no_args_is_help=True)
OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="Where the signed file goes, mode 0600.")]
_ROWS: Final = {
    "tasks": "open tasks",
    "consents": "consents",
    "orders": "orders",
    "hearings": "court dates",
    "contacts": "contacts",
    "documents": "documents",
    "notes": "notes",
}
FileArgument = Annotated[Path, typer.Argument(metavar="PACKET", help="The file that the other body gave.")]


@app.command()
def make(
    profile: ProfileOption,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="What goes with the person; see docs/handover.md.")],
    out: OutArgument,
) -> None:
    """Sign what goes with the person. Notes that no consent covers stay behind, and the packet says which."""
    settings = profile_of(profile)
    with unfit(file):
        packet = packet_of(tomllib.loads(_read(file).decode()))
        with reported():
            body = _body(settings)
        _write(out, offered(packet, body))
    _say(out, body.registry)


@app.command()
def accept(
    profile: ProfileOption,
    packet: FileArgument,
    out: OutArgument,
    case: Annotated[str, typer.Option("--case-number", help="Number of the case at your own body.")],
    acknowledge: Annotated[
        list[str] | None, typer.Option("--acknowledge", help="Name of a court date that is to come; each of them.")
    ] = None,
) -> None:
    """Sign that your body takes the person: from then on it answers for every clock."""
    _answer(profile_of(profile), packet, out, Answer("", True, case, tuple(acknowledge or ())))


@app.command()
def reject(
    profile: ProfileOption,
    packet: FileArgument,
    out: OutArgument,
    because: Annotated[Because, typer.Option(help="Why.")],
) -> None:
    """Sign that your body does not take the person: the other one stays responsible."""
    _answer(profile_of(profile), packet, out, Answer("", False, because=because.name))


@app.command()
def verify(
    packet: FileArgument,
    registry: Annotated[Path, typer.Option(help="A signed registry version.")],
    trust: Annotated[Path, typer.Option("--trust", help="Governance public keys (PEM), the only anchor.")],
) -> None:
    """Say who gave, who took, what is in it, and who is responsible, offline. Exit 1 where a part does not hold."""
    with reported():
        known = load_registry(registry.read_bytes(), anchor=Anchor.from_pem(trust.read_bytes()))
    _say(packet, known)


@app.command()
def read(
    profile: ProfileOption,
    packet: Annotated[Path, typer.Argument(metavar="PACKET", help="A file of `rabta handover`.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where the JSON goes, mode 0600.")],
) -> None:
    """Write what your body may read: all of it, or 30 days after another body took the person the summary alone."""
    settings, now_ms = profile_of(profile), _now_ms()
    with unfit(packet):
        with reported():
            registry = held(settings).current()
        said = readable(opened(_read(packet), registry, now_ms), settings.agency, now_ms)
        _write(out, json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")
    _say(packet, registry)


@app.command()
def thin(
    profile: ProfileOption,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files that your body gave; others stay.")],
) -> None:
    """Take out of your files what your body may read no more: the summary and the proof that both signed stay."""
    settings, now_ms = profile_of(profile), _now_ms()
    with reported():
        registry = held(settings).current()
    for file in files:
        with unfit(file):
            _thin(file, registry, settings.agency, now_ms)


def _thin(file: Path, registry: Registry, agency: str, now_ms: int) -> None:
    raw = _read(file)
    handover = opened(raw, registry, now_ms)
    until_ms = whole_until_ms(handover, agency)
    if agency != handover.offer.agency:
        line(f"{file.name}: another body's, stays")
    elif until_ms is None:
        line(f"{file.name}: your body answers for the person, stays")
    elif now_ms < until_ms:
        line(f"{file.name}: stays until {shown(until_ms)}")
    else:
        replace_private(file, thinned(raw, registry, agency, now_ms))
        line(f"{file.name}: summary and proof")


@contextmanager
def unfit(file: Path) -> Iterator[None]:
    """What is wrong with a file is one line with its place, and exit 1; nothing is written."""
    try:
        yield
    except BadPacket as bad:
        say(harmless(f"rabta: {file.name}: {bad}"))
        raise typer.Exit(ERROR) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, OSError) as error:
        say(f"rabta: {file.name}: {type(error).__name__}")
        raise typer.Exit(USAGE) from None


def _answer(settings: Profile, packet: Path, out: Path, answer: Answer) -> None:
    with unfit(packet):
        raw = _read(packet)
        with reported():
            body = _body(settings)
        digest = opened(raw, body.registry, body.now_ms).offer.sha256
        named = Answer(digest, answer.accepts, answer.case, answer.acknowledged, answer.because)
        _write(out, answered(raw, body, named))
    _say(out, body.registry)


def _body(settings: Profile) -> Body:
    return Body(settings.agency, load_signer(settings.message_key), held(settings).current(), _now_ms())


def _say(file: Path, registry: Registry) -> None:
    with unfit(file):
        for text in told(opened(_read(file), registry, _now_ms())):
            line(text)


def told(handover: Handover) -> Iterator[str]:
    """What a file says, a line each: never a text of it, as the terminal keeps what it shows."""
    offer, summary, packet = handover.offer, handover.offer.summary, handover.offer.packet
    yield f"packet {offer.sha256[:16]}: {offer.agency} to {summary.to}, {summary.reason.lower()}, {shown(offer.at_ms)}"
    yield ", ".join(f"{name} {summary.held[rows]}" for rows, name in _ROWS.items())
    for each in summary.left_out:
        yield f"left out: {each.kind.lower()}, {each.why}"
    for hearing in packet.hearings if packet else ():
        yield f"court date: {hearing.day}, {hearing.name}"
    if packet is None:
        yield "summary and proof alone: the rest is gone"
    answer = handover.answer
    if answer is None:
        yield "not answered"
    elif answer.accepts:
        yield f"accepted {shown(handover.answered_ms)} under {answer.case}; {len(answer.acknowledged)} acknowledged"
    else:
        yield f"rejected {shown(handover.answered_ms)}: {answer.because.lower().replace('_', ' ')}"
    yield f"responsible: {handover.responsible}"


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(MAX_BYTES + 1)


def _write(out: Path, raw: bytes) -> None:
    if out.exists():
        say(f"rabta: {out} is there already: name a new file")
        raise typer.Exit(USAGE)
    replace_private(out, raw)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
