"""Hand-overs as tests make them: two bodies that sign, and a packet of the page."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.referral.handover.packet import Packet
from services.referral.handover.reading import packet_of
from services.referral.handover.signed import Answer, Body, offered, opened
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import AGENCIES, small_federation
from tests.fakes.world.keys import key_of
from tests.fakes.world.registries import first_version
from tests.shared import ROOT

GIVER, TAKER, OTHER = "pk.cp-giver", "pk.lahore-shelter", "pk.cp-other"
POLICE = "pk.fia"
DAY_MS = 86_400_000
HEARING = "Family Court, Islamabad"


@lru_cache(maxsize=1)
def files() -> FederationFiles:
    """Three bodies of child protection beside the police, made once in a folder of their own."""
    bodies = [AgencySpec(each, "CHILD_PROTECTION", each) for each in (GIVER, TAKER, OTHER)]
    return small_federation(Path(mkdtemp(prefix="rabta-handed-")) / "federation", NOW_MS, members=[*AGENCIES, *bodies])


@lru_cache(maxsize=1)
def registry() -> Registry:
    return first_version(files().folder)


def body(agency: str = GIVER, now_ms: int = NOW_MS) -> Body:
    """Who signs, and when."""
    return Body(agency, key_of(files(), agency, "message"), registry(), now_ms)


def page() -> str:
    """The example of the page."""
    text = (ROOT / "docs" / "handover.md").read_text("utf-8").split("reads a file like this:")[1]
    lines = [line for line in text.split("Here the note")[0].splitlines() if not line or line.startswith("    ")]
    return "\n".join(line[4:] for line in lines)


def packet(**more: Any) -> Packet:
    """That of the page."""
    return replace(packet_of(tomllib.loads(page())), **more)


def file(now_ms: int = NOW_MS, **more: Any) -> bytes:
    """A file that the giver signed."""
    return offered(packet(**more), body(now_ms=now_ms))


def answer(raw: bytes, **more: Any) -> Answer:
    """That the body takes the person, with all that has to be named."""
    digest = opened(raw, registry(), NOW_MS + 400 * DAY_MS).offer.sha256
    return replace(Answer(digest, True, "LS-12", (HEARING,)), **more)
