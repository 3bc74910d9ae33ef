"""What a page asked of the hub, and what a reader sees of the answer."""

from __future__ import annotations

import re

from google.protobuf.message import Message

from services.edge.call import Call
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import keep


def answered(hub: HubThread, method: str, answer: Message) -> list[tuple[Call, bytes]]:
    """What the method is asked from now on."""
    asked: list[tuple[Call, bytes]] = []
    hub.hub.bodies[method] = keep(asked, answer)
    return asked


def seen(page: str) -> str:
    """What a reader sees: no tags, no runs of white space."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
