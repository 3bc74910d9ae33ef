"""A desk over a store in a folder of its own, and records that say what a test has stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from services.access.caller import Caller, CaseFacts
from services.access.engine import CedarEngine
from services.access.errors import NotFound, refusal_of
from services.access.trail import Inquiry, Trail
from services.exchange import wire
from services.exchange.desk.asked import Asked
from services.exchange.hits.build import OpenDesk, UseCases, open_desk
from services.membership.registry import Registry
from services.values.exchange import (
    AnswerHitRequest,
    ConfirmHitRequest,
    DecideReleaseRequest,
    LocateRequest,
    RequestReleaseRequest,
)
from services.vocabulary.access import CaseState, Permission
from tests.fakes.records_node import caller, keeper
from tests.unit.exchange.hits.made import ASKER, NOW, OWNER, RECORD

ENGINE = CedarEngine.load()
SECRET = bytes(range(32))
HANDLE = "handle-of-the-warrant"
HIDDEN = f"{RECORD}-hidden"
"""Of the same owner: known of until it is ``gone``."""


def asker(officer: str = "fia-1042", *, case: str = "FIA/LAHORE/AHTC/7/2024", agency: str = ASKER) -> Caller:
    """An investigator of the case."""
    return caller(agency, officer, case_key=case, agency_kind="FIA")


def releasing(one: Caller) -> Caller:
    """The same officer with a reason to ask for a release."""
    return replace(one, query_class="RELEASE")


def recorder(agency: str = OWNER, *roles: str) -> Caller:
    """A record officer of the owner."""
    return replace(keeper(agency), roles=frozenset({"RECORD_OFFICER", *roles}))


def auditor() -> Caller:
    """An officer of oversight."""
    return caller(
        "pk.oversight", "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
        query_class="AUDIT", case_type="REVIEW", case_key="2026/1",
    )  # fmt: skip


@dataclass
class StatedRecords:
    """See :class:`services.exchange.hits.ports.Records`: who knows of the records is stated."""

    shown: set[str] = field(default_factory=lambda: {ASKER})
    bare: bool = False
    kin: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    entry: bool = False
    child: bool = False

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        case = CaseFacts(CaseState.RESOLVED, True)
        admission = inquiry.engine.admit(inquiry.caller, case, permission, inquiry.now_ms, False, False)
        if admission.refusal:
            raise refusal_of(admission.refusal)

    async def target(self, inquiry: Inquiry, permission: Permission, record: str, handle: str) -> tuple[str, bool]:
        await self.admit(inquiry, permission)
        name = RECORD if handle == HANDLE else record
        if name not in (RECORD, HIDDEN) or name not in await self._known(inquiry, [name]):
            raise NotFound
        return name, not self.bare

    async def known(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        await self.admit(inquiry, permission)
        return await self._known(inquiry, records)

    async def others(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        await self.admit(inquiry, permission)
        return frozenset(records if inquiry.caller.officer not in self.kin else ())

    async def in_force(self, record: str, now_ms: int) -> bool:
        return self.entry

    async def seeks_child(self, record: str, now_ms: int) -> bool:
        return self.child

    async def _known(self, inquiry: Inquiry, records: Sequence[str]) -> frozenset[str]:
        knows = inquiry.caller.agency in self.shown and inquiry.caller.officer not in self.kin
        return frozenset(records if knows else ()) - self.gone


@dataclass
class HitDesk:
    """The room and its callers. ``now_ms`` moves by hand; ``trail`` is that of the last call."""

    folder: Path
    registry: Registry
    records: StatedRecords = field(default_factory=StatedRecords)
    now_ms: int = NOW
    trail: Trail = field(default_factory=Trail)
    sent: int = 0

    def __post_init__(self) -> None:
        self.opened: OpenDesk = open_desk(self.folder, SECRET)

    @property
    def app(self) -> UseCases:
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

    async def confirm(self, who: Caller | None = None, request_id: str = "", **more: str) -> str:
        """Id of a confirmation; by the record's name unless a handle is given."""
        how = more or {"record": RECORD}
        request = ConfirmHitRequest(
            request_id or self.new_id(), urgency="IMMEDIATE", questions=("IN_FORCE", "WHO_COLLECTS"), **how
        )
        made = await self.app.hits.confirm(self.asked(who or asker(), wire.encode(request)), request)
        assert made.request is not None
        return made.request.id

    async def release(self, who: Caller | None = None) -> str:
        """Id of a request for a release."""
        request = RequestReleaseRequest(self.new_id(), HANDLE, "PRIORITY")
        asked = self.asked(who or releasing(asker()), wire.encode(request))
        return (await self.app.hits.request_release(asked, request)).id

    async def answer(
        self, id_: str, word: str, who: Caller | None = None, request_id: str = "", until_ms: int = 0
    ) -> str:
        """State after an answer."""
        request = AnswerHitRequest(request_id or self.new_id(), id_, word, until_ms)
        return (await self.app.hits.answer(self.asked(who or recorder(), wire.encode(request)), request)).state

    async def locate(self, id_: str, who: Caller | None = None) -> str:
        """State after the person was found."""
        request = LocateRequest(self.new_id(), id_)
        return (await self.app.hits.locate(self.asked(who or asker(), wire.encode(request)), request)).state

    async def decide(self, id_: str, word: str, lasts: int = 0, who: Caller | None = None) -> str:
        """State after a decision."""
        until_ms = self.now_ms + lasts if lasts else 0
        request = DecideReleaseRequest(self.new_id(), id_, word, until_ms)
        asked = self.asked(who or recorder(OWNER, "RELEASE_OFFICER"), wire.encode(request))
        return (await self.app.hits.decide_release(asked, request)).state
