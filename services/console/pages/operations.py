"""Operations of a node on this machine: health, what runs out, copies and their lag, what is kept aside.

It is read from the node's folder, which must be the console's account's own, as for the commands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Final

from starlette.responses import Response

from services.console.command import Question, line
from services.console.page import Needs, Page, PageRequest
from services.console.pages.quarantine import HINDRANCES, quarantine_routes
from services.console.pages.quarantine import PATH as KEPT_ASIDE
from services.console.refusals import NoNode
from services.listing.part import Part
from services.signing.keyfile import check_folder

PATH: Final = "/operations"
NAMES: Final = {"health": PATH, "copies": f"{PATH}/copies", "quarantine": KEPT_ASIDE}
"""Each list and its page."""


def operation_routes(node: Path) -> tuple[Page, ...]:
    """Pages of one node's folder. What reads it is imported when it is first asked for, as it is heavy."""

    async def health(asked: PageRequest) -> Response:
        """Every process that should run, and what runs out."""
        parts = await _read(_health(node, asked.console.clock()))
        return _page(asked, "health", parts, ("status", str(node), "--all"))

    async def copies(asked: PageRequest) -> Response:
        """Whom the node takes copies from and gives them to, and how far each is."""
        parts = await _read(asyncio.to_thread(_copies, node, asked.console.clock()))
        return _page(asked, "copies", parts, ("sync", "status", str(node)))

    return (
        Page(PATH, health, needs=Needs.SESSION, menu="operations"),
        Page(f"{PATH}/copies", copies, needs=Needs.SESSION),
        *quarantine_routes(node, NAMES),
    )


async def _read(parts: Awaitable[Sequence[Part]]) -> Sequence[Part]:
    """The lists. Raises NoNode for whatever hinders their reading: its text names paths."""
    try:
        return await parts
    except HINDRANCES:
        raise NoNode("no node that may be read") from None


def _page(asked: PageRequest, name: str, parts: Sequence[Part], said: tuple[str, ...]) -> Response:
    question = Question(asked.text("asked.operations", list=asked.text(f"operations.{name}")), line(*said))
    return asked.page("operations.html", question=question, name=name, parts_of=parts, names=NAMES)


async def _health(node: Path, now_ms: int) -> Sequence[Part]:
    from services.admin import asking
    from services.listing import standing
    from services.node import expiry, machine, running

    check_folder(node)
    hub = machine.hub_of(node)
    answers = await asking.statuses(hub)
    found = dict.fromkeys(sorted({*running.expected(hub), *answers})) | answers
    board = await asyncio.to_thread(expiry.board, node, now_ms)
    return standing.processes(found), standing.expiries(board, now_ms)


def _copies(node: Path, now_ms: int) -> Sequence[Part]:
    from services.listing import copies
    from services.node.receivers_seen import receiver_states
    from services.node.settings import load_settings
    from services.node.sync_state import peer_states

    check_folder(node)
    hours = load_settings(node).quiet_hours
    return copies.peers(peer_states(node), now_ms, hours), copies.receivers(receiver_states(node), now_ms, hours)
