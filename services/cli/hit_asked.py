"""What `rabta hit`, `rabta release` and `rabta watch` have in common: how a request is sent, and how it is shown."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.exchange.v1 import hit_pb2 as hit

from services.access.details import Details
from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
from services.cli.options import Output, profile_of, reported, say
from services.cli.pager import paged
from services.cli.reads import details_of
from services.cli.table import line, table
from services.client.asking import A
from services.client.errors import NoConnection, TimeOver
from services.client.profile import Profile
from services.listing import hits as listing

RequestIdOption = Annotated[
    str, typer.Option("--request-id", help="Send a request of before again, whose answer was lost: its id.")
]
IdArgument = Annotated[str, typer.Argument(metavar="REQUEST", help="Id of the request, as `rabta hit list` shows it.")]


class Clock(StrEnum):
    """The clock of a request."""

    IMMEDIATE = "immediate"
    PRIORITY = "priority"
    ROUTINE = "routine"

    @property
    def on_wire(self) -> hit.Urgency:
        """As a request carries it."""
        return cast(hit.Urgency, hit.Urgency.Value(f"URGENCY_{self.name}"))


UrgencyOption = Annotated[Clock, typer.Option("--urgency", help="immediate 10 min, priority 1 h, routine 12 h.")]


def new_id(request_id: str) -> str:
    """The id that was given, or a new one: 32 hexadecimal digits."""
    return request_id or secrets.token_hex(16)


def why(profile: Path, purpose: str, basis: str, case: str, chosen: str = "") -> tuple[Profile, Details]:
    """Who asks, and why. Exit 2 where a word is missing or unknown."""
    settings = profile_of(profile)
    with reported():
        return settings, details_of(settings, purpose, basis, case, chosen=chosen)


def sent(
    reason: tuple[Profile, Details],
    request: Message,
    kind: type[A],
    evidence: Path | None = None,
    second: Path | None = None,
) -> A:
    """The verified answer, or the end that its failure has. ``second``: profile of the person who approves it."""
    settings, details = reason
    with reported():
        return run(ask(settings, details, request, kind, evidence, second)).message


def changed(reason: tuple[Profile, Details], request: Message, request_id: str, kind: type[A]) -> A:
    """As :func:`sent`; where the answer was lost, it is said how the same request is sent again."""
    settings, details = reason
    with reported(), said_again(request_id):
        return run(ask(settings, details, request, kind)).message


@contextmanager
def said_again(request_id: str) -> Iterator[None]:
    """Where no answer comes it is said how the same request is sent again."""
    try:
        yield
    except (NoConnection, TimeOver):
        say(f"not answered; the same request again: --request-id {request_id}")
        raise


def print_requests(
    reason: tuple[Profile, Details], answer: Message, requests: Sequence[hit.HitRequest], output: Output
) -> None:
    """A row each, with whom to call and by when."""
    print_part(heading(*reason, "questions about hits"), answer, listing.requests(requests), output)


@paged()
def print_part(
    head: Heading,
    answer: Message,
    part: show.Part,
    output: Output,
    before: Sequence[show.Part] = (),
    after: Sequence[show.Part] = (),
    lines: Sequence[str] = (),
) -> None:
    """As a table, JSON of the whole answer, or CSV; tables stand between those before and after, then lines."""
    if output is Output.JSON:
        show.as_json(answer, head)
    elif output is Output.CSV:
        show.as_csv(head, part)
    else:
        show.as_heading(head)
        for each in (*before, part, *after):
            table(*each)
        if not part.rows:
            typer.echo("none")
        for text in lines:
            line(text)
