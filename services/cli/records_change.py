"""`rabta records show`, `withdraw`, `correct`, `expunge`: a later version of one of the agency's own records.

What is said stands on the version that the hub holds now, proven by its page. Words about a case come from stdin or a
prompt, never from an argument.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer
from google.protobuf.json_format import MessageToJson, Parse, ParseError
from rabta.exchange.v1.order_service_pb2 import ListOrdersRequest
from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RECORD_STATUS_WITHDRAWN, RecordVersion
from rabta.records.v1.records_service_pb2 import GetRecordRequest, GetRecordResponse

from services.cli.ask import run
from services.cli.break_glass import read_words
from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.cli.sync_orders import asked
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.contribution import opened_feed, sender, upkeep
from services.client.drafts import Draft
from services.client.errors import Refusal
from services.client.feed import CONNECTIONS, Finding
from services.client.profile import Profile
from services.tables.showing import harmless

RecordId = Annotated[str, typer.Argument(metavar="RECORD_ID", help="Id within the agency, such as fir-512-2024.")]
_ERASED: Final = ("subject", "role", "case_references")
"""What an expunged version holds no more, beside its body."""
_OUT_OF_FORCE: Final = (RECORD_STATUS_WITHDRAWN, RECORD_STATUS_EXPUNGED)

Change = Callable[[RecordVersion], RecordVersion]


def show(profile: ProfileOption, record_id: RecordId) -> None:
    """What the hub holds of a record, as JSON that `correct` takes back."""
    settings = profile_of(profile)
    with reported():
        held = run(_held(settings, record_id))
    typer.echo(MessageToJson(stated(held), preserving_proto_field_name=True, ensure_ascii=True))


def withdraw(profile: ProfileOption, record_id: RecordId) -> None:
    """Withdraw a record: it stays readable and counts for nothing. The reason comes from stdin or a prompt."""
    settings, reason = profile_of(profile), read_words("reason")
    if not reason:
        say("rabta: a withdrawal needs its reason")
        raise typer.Exit(USAGE)

    def withdrawn(held: RecordVersion) -> RecordVersion:
        held.status, held.status_note = RECORD_STATUS_WITHDRAWN, reason
        return held

    _change(settings, record_id, withdrawn, "withdrawn")


def correct(
    profile: ProfileOption,
    record_id: RecordId,
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="As `rabta records show` writes it, changed.")],
) -> None:
    """Replace what a record says by a file's content; the versions before stay."""
    settings, said = profile_of(profile), _read(file)
    if (said.agency, said.record_id) != (settings.agency, record_id):
        say(f"rabta: {file.name} states {harmless(said.agency)}/{harmless(said.record_id)}, another record")
        raise typer.Exit(USAGE)

    def corrected(held: RecordVersion) -> RecordVersion:
        if held.kind != said.kind:
            say("rabta: a record keeps its kind")
            raise typer.Exit(USAGE)
        return said

    _change(settings, record_id, corrected, "corrected")


def expunge(
    profile: ProfileOption,
    record_id: RecordId,
    confirm: Annotated[
        str, typer.Option("--confirm", help="The same id again: what is erased does not come back.")
    ] = "",
    order: Annotated[str, typer.Option("--order", help="Number of the order under which it is erased; it stays.")] = "",
) -> None:
    """Erase what a record says, for good, wherever copies of it went; its place and its proof stay.

    How many agencies hold copies is told; `rabta sync orders` shows what became of them.
    """
    settings = profile_of(profile)
    if not confirm and sys.stdin.isatty():
        confirm = typer.prompt("Erase for good. Type the record's id again", err=True)
    if confirm != record_id:
        say("rabta: nothing was erased: --confirm must repeat the record's id")
        raise typer.Exit(USAGE)

    def expunged(held: RecordVersion) -> RecordVersion:
        body = held.WhichOneof("body")
        for name in (*_ERASED, *([body] if body else [])):
            held.ClearField(name)
        if body:
            getattr(held, body).SetInParent()
        held.status, held.status_note = RECORD_STATUS_EXPUNGED, order
        return held

    _change(settings, record_id, expunged, "expunged")
    _tell_copies(settings, record_id)


def _tell_copies(settings: Profile, record_id: str) -> None:
    """How many agencies are ordered to erase it; nothing from a hub that gives no copies."""
    name = f"agencies/{settings.agency}/records/{record_id}"
    try:
        found = asked(settings, upkeep(settings), ListOrdersRequest(record=name))
    except Refusal:
        return
    if holders := len({each.receiver for each in found}):
        typer.echo(f"copies are out at {holders}: rabta sync orders --record {name}")


def stated(held: RecordVersion) -> RecordVersion:
    """A version without what the feed sets itself: number, previous digest and status."""
    said = RecordVersion()
    said.CopyFrom(held)
    for name in ("version", "previous_sha256", "status", "status_note"):
        said.ClearField(name)
    return said


def _read(file: Path) -> RecordVersion:
    """What a file states. Exit 1 where it is none."""
    try:
        return stated(Parse(file.read_text("utf-8"), RecordVersion()))
    except (OSError, UnicodeDecodeError, ParseError) as error:
        why = error.strerror if isinstance(error, OSError) else f"not as `rabta records show` writes it: {error}"
        say(harmless(f"rabta: {file.name}: {why}"))
        raise typer.Exit(ERROR) from None


def _change(settings: Profile, record_id: str, change: Change, done: str) -> None:
    with reported():
        told = run(_changed(settings, record_id, change))
    for finding in told:
        say(harmless(f"{finding.kind}: {finding.field or record_id}: {finding.text} [{finding.rule}]"))
    if any(finding.kind == "refused" for finding in told):
        raise typer.Exit(ERROR)
    typer.echo(done)


async def _changed(settings: Profile, record_id: str, change: Change) -> list[Finding]:
    """What the hub says of the next version, which rests on the one that it holds. Raises Refusal or Unproven."""
    told: list[Finding] = []
    async with Channel(settings, connections=CONNECTIONS) as channel:
        with await opened_feed(settings, channel, told.append) as feed:
            send = sender(channel)
            await feed.submit(send)
            told.clear()
            next_one = change(stated(await _fetch(settings, channel, record_id)))
            feed.offer(Draft(record_id, next_one.SerializeToString(deterministic=True)))
            feed.cut()
            await feed.submit(send)
            if next_one.status in _OUT_OF_FORCE and not any(finding.kind == "refused" for finding in told):
                feed.settled(record_id)
    return told


async def _held(settings: Profile, record_id: str) -> RecordVersion:
    async with Channel(settings) as channel:
        return await _fetch(settings, channel, record_id)


async def _fetch(settings: Profile, channel: Channel, record_id: str) -> RecordVersion:
    """The newest version at the hub, under its owner's signature. Raises Refusal or Unproven."""
    name = f"agencies/{settings.agency}/records/{record_id}"
    request = GetRecordRequest(name=name)
    answer = (await Asking(channel).ask(upkeep(settings), request, GetRecordResponse)).message
    if answer.HasField("remains") or not answer.version.version:
        raise Refusal("NOT_FOUND")
    return RecordVersion.FromString(answer.version.version)
