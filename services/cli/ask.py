"""One question from the command line: token, call, proof, and evidence where it is wanted."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer
from google.protobuf.message import Message

from services.access.details import Details
from services.cli.copies import told
from services.cli.options import USAGE, say
from services.client.asking import A, Answered, Asking
from services.client.channel import Channel, Exchange
from services.client.errors import Unproven
from services.client.evidence import gather
from services.client.profile import Profile, load_profile

T = TypeVar("T")


def run(work: Coroutine[object, None, T]) -> T:
    """Run to the end."""
    return asyncio.run(work)


async def ask(
    profile: Profile,
    details: Details | None,
    request: Message,
    kind: type[A],
    evidence: Path | None = None,
    second: Path | None = None,
) -> Answered[A]:
    """The verified answer; of one out of copies it is said how old they are.

    ``details`` None: asked by the system, without an officer.

    ``second``: profile of the person who approves this very question; their token is good for one try.

    With ``evidence`` the bundle is written even where the answer is a signed refusal, which
    is then raised.
    """
    unwritten(evidence)
    approver = load_profile(second) if second else None
    async with Channel(profile) as channel:
        keep = partial(save, channel, evidence) if evidence else None
        answered = await Asking(channel).ask(details, request, kind, approver=approver, keep=keep)
    if copies := told(answered.message):
        say(copies)
    return answered


def unwritten(evidence: Path | None) -> None:
    """Exit 2 where evidence would take the place of a file: what was kept as evidence stays."""
    if evidence is not None and os.path.lexists(evidence):
        say(f"rabta: {evidence} is there already: name a new file for the evidence")
        raise typer.Exit(USAGE)


async def save(channel: Channel, path: Path, exchange: Exchange) -> None:
    """Write the bundle in a new file (0600), with its receipt where the log has one within seconds."""
    try:
        raw = await gather(channel, exchange)
    except Unproven as unproven:
        say(f"evidence not written: {unproven}")
        raise
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
    say(f"evidence: {path}")
