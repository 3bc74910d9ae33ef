"""One question from the command line: token, call, proof, and evidence where it is wanted."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import typer
from google.protobuf.message import Message

from services.access.details import Details
from services.cli.options import USAGE, say
from services.client.channel import Channel, Exchange
from services.client.errors import Unproven
from services.client.evidence import gather
from services.client.profile import Profile, load_profile
from services.client.token import Applicant, Tokens, fetch_approval

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end."""
    return asyncio.run(work)


async def ask(
    profile: Profile,
    details: Details | None,
    method: str,
    request: Message,
    evidence: Path | None = None,
    second: Path | None = None,
) -> bytes:
    """Proven body of the answer. ``details`` None: asked by the system, without an officer.

    ``second``: profile of the person who approves this very question; their token is good for one try.

    With ``evidence`` the bundle is written even where the answer is a signed refusal, which
    is then raised.
    """
    unwritten(evidence)
    token = await Tokens(Applicant.of(profile)).fetch(details) if details else ""
    body = request.SerializeToString(deterministic=True)
    approver = await _approval(second, profile.officer, details, method, body) if second and details else ""
    async with Channel(profile) as channel:
        if evidence is None and not approver:
            return (await channel.call(method, body, token)).proven.body
        exchange = await _fresh(channel, method, body, token, approver)
        if evidence is not None:
            await save(channel, exchange, evidence)
        exchange.proven.raise_refusal()
        return exchange.proven.body


def unwritten(evidence: Path | None) -> None:
    """Exit 2 where evidence would take the place of a file: what was kept as evidence stays."""
    if evidence is not None and os.path.lexists(evidence):
        say(f"rabta: {evidence} is there already: name a new file for the evidence")
        raise typer.Exit(USAGE)


async def _approval(second: Path, officer: str, details: Details, method: str, body: bytes) -> str:
    """Token of the second person for this question of the officer, from their own agency's issuer."""
    applicant = Applicant.of(load_profile(second))
    return (await fetch_approval(applicant, method, officer, sha256(body).digest(), details)).token


async def _fresh(channel: Channel, method: str, body: bytes, token: str, approver: str) -> Exchange:
    """Evidence keeps the first proven outcome, after the registry is level with the hub's."""
    await channel.fetch_registry()
    return await channel.outcome(method, body, token, approver)


async def save(channel: Channel, exchange: Exchange, path: Path) -> None:
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
