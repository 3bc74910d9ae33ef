"""A desk for corrections over a store in a folder of its own, and records that say what a test has stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.access.caller import Caller
from services.access.errors import NotFound
from services.access.trail import Inquiry, Trail
from services.exchange import wire
from services.exchange.corrections.app import Corrections
from services.exchange.corrections.build import OpenCorrections, open_corrections
from services.exchange.desk.asked import Asked
from services.membership.registry import Registry
from services.values.exchange import (
    Correction,
    DecideCorrectionRequest,
    ListCorrectionsRequest,
    ProposeCorrectionRequest,
)
from services.vocabulary.access import Permission
from tests.unit.exchange.corrections.made import DOCUMENT, FIELDS
from tests.unit.exchange.hits.desk import ENGINE, SECRET, StatedRecords, asker, recorder
from tests.unit.exchange.hits.made import NOW, RECORD


@dataclass
class StatedVersions(StatedRecords):
    """See :class:`services.exchange.corrections.ports.Records`: ``head`` is the newest version of every record."""

    head: int = 2
    names: list[str] = field(default_factory=lambda: [RECORD, RECORD + "-2"])

    async def seen(self, inquiry: Inquiry, permission: Permission, record: str) -> int:
        if record not in await self.known(inquiry, permission, self.names):
            raise NotFound
        return self.head

    async def has_version(self, record: str, version: int) -> bool:
        return 1 <= version <= self.head


@dataclass
class CorrectionDesk:
    """The room and its callers. ``now_ms`` moves by hand; ``trail`` is that of the last call."""

    folder: Path
    registry: Registry
    records: StatedVersions = field(default_factory=StatedVersions)
    now_ms: int = NOW
    trail: Trail = field(default_factory=Trail)
    sent: int = 0

    def __post_init__(self) -> None:
        self.opened: OpenCorrections = open_corrections(self.folder, SECRET)

    @property
    def app(self) -> Corrections:
        return self.opened.over(self.records)

    def asked(self, who: Caller, raw: bytes = b"") -> Asked:
        """A fresh call."""
        self.trail = Trail()
        inquiry = Inquiry(who, self.now_ms, ENGINE, self.trail, self.registry.jurisdiction)
        return Asked(inquiry, self.registry, sha256(raw).digest())

    def new_id(self) -> str:
        """A request id that was not used."""
        self.sent += 1
        return f"request-{self.sent:06d}"

    async def propose(self, who: Caller | None = None, **more: Any) -> str:
        """Id of a proposal that was taken."""
        request = ProposeCorrectionRequest(
            self.new_id(), RECORD, fields=FIELDS, basis="REGISTER", document=DOCUMENT, reason="The register says so."
        )
        request = replace(request, **more)
        return (await self.app.propose(self.asked(who or asker(), wire.encode(request)), request)).id

    async def decide(self, id_: str, word: str, who: Caller | None = None, **more: Any) -> Correction:
        """How it stands after the owner's word."""
        said = {"rejection": "NOT_PROVEN"} if word == "REJECTED" else {}
        request = DecideCorrectionRequest(**{"request_id": self.new_id(), "id": id_, "decision": word, **said, **more})
        return await self.app.answer(self.asked(who or recorder(), wire.encode(request)), request)

    async def listed(self, who: Caller | None = None, *, answered: bool = False) -> Sequence[Correction]:
        """The first page."""
        request = ListCorrectionsRequest(answered=answered)
        return (await self.app.list(self.asked(who or asker()), request)).corrections
