"""Officers before the firewall, and the use cases over a real store, real policies and a register that is told."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.access.caller import Approver, Caller
from services.access.engine import CedarEngine
from services.access.trail import Inquiry, Trail
from services.identity.provisional.app import Found, Opened, Provisionals, Sought, Transaction
from services.identity.provisional.store.children import StoredChildren
from services.identity.provisional.store.database import open_database
from services.store.sqlite import SqliteDatabase
from services.values.identity import Asked, GuardianWord, Provisional
from services.values.records import Identifier
from tests.fakes.records_node import caller
from tests.unit.identity.provisional.children import BODY, CARD, NADRA, NOW, OTHER_BODY

SECOND = Approver("cp-2", 2, frozenset(), b"\x01" * 32)
FIT = GuardianWord(answer=b"fit")
"""What the fake takes as the hub's good word."""


@functools.cache
def engine() -> CedarEngine:
    return CedarEngine.load()


def protector(agency: str = BODY, **more: Any) -> Caller:
    """An officer of a child-protection body, of a referral."""
    facts: dict[str, Any] = {
        "agency_kind": "CHILD_PROTECTION",
        "roles": frozenset({"PROTECTION_OFFICER"}),
        "purpose": "PROTECT_VICTIM",
        "legal_basis": "CHILD_PROTECTION",
        "query_class": "PROTECTION",
        "case_type": "REFERRAL",
        "case_key": "CP/LAHORE/1/2024",
        **more,
    }
    return replace(caller(agency, "cp-1"), **facts)


def searcher(agency: str = BODY, **more: Any) -> Caller:
    """The same, looking for a missing child."""
    found = {"purpose": "FIND_MISSING_CHILD", "legal_basis": "ZAINAB", "query_class": "MISSING_CHILD"}
    return protector(agency, **found, case_type="MISSING_CHILD", case_key="PB/LAHORE/6/2024", **more)


def registrar(**more: Any) -> Caller:
    """An officer of the registry."""
    facts: dict[str, Any] = {
        "agency_kind": "IDENTITY_REGISTRY",
        "roles": frozenset({"RECORD_OFFICER"}),
        "purpose": "RECORD_UPKEEP",
        "legal_basis": "DATA_OVERSIGHT",
        "query_class": "UPKEEP",
        "case_type": "RECORD",
        "case_key": "PK.NADRA",
        **more,
    }
    return replace(caller(NADRA, "nd-1"), **facts)


def border(**more: Any) -> Caller:
    """An officer at a post."""
    facts: dict[str, Any] = {
        "agency_kind": "BORDER",
        "roles": frozenset({"CHECKPOINT_OFFICER"}),
        "purpose": "CHECKPOINT",
        "legal_basis": "EXIT_CONTROL",
        "query_class": "CHECKPOINT",
        "case_type": "MOVEMENT",
        "case_key": "TORKHAM/2026/1",
        **more,
    }
    return replace(caller("pk.customs", "cu-1"), **facts)


def two(who: Caller) -> Caller:
    """With a second person."""
    return replace(who, approver=SECOND)


class ToldFitness:
    """Takes :data:`FIT` for anybody but who is told to be unfit."""

    def __init__(self) -> None:
        self.unfit: set[Identifier] = set()
        self.asked: list[tuple[Identifier, str]] = []

    def fit(self, guardian: Identifier, body: str, word: GuardianWord, now_ms: int) -> bool:
        self.asked.append((guardian, body))
        return word == FIT and guardian not in self.unfit


class ToldRegister:
    """Knows the numbers that it is told; an agency's token is of agency and number."""

    def __init__(self) -> None:
        self.known: set[Identifier] = {CARD}

    async def registered(self, number: Identifier) -> bool:
        return number in self.known

    async def token(self, number: Identifier, agency: str) -> bytes:
        return sha256(f"{agency} {number.value}".encode()).digest() if number in self.known else b""


@dataclass
class World:
    """The use cases, and a clock. ``trail`` is that of the last call."""

    app: Provisionals
    fitness: ToldFitness
    register: ToldRegister
    database: SqliteDatabase
    now_ms: int = NOW
    trail: Trail = field(default_factory=Trail)
    sent: int = 0

    def inquiry(self, who: Caller) -> Inquiry:
        self.trail = Trail()
        return Inquiry(replace(who, trained_until_ms=self.now_ms + 10**9), self.now_ms, engine(), self.trail)

    def once(self, who: Caller, body: bytes = b"") -> Transaction:
        """A transaction of its own."""
        self.sent += 1
        return Transaction(self.why(who), sha256(body).digest())

    def why(self, who: Caller) -> Asked:
        """What a request of theirs says of itself."""
        return Asked(f"transaction-{self.sent:05d}", who.legal_basis, who.purpose)

    async def find(self, who: Caller, sought: Sought) -> Found:
        """What an officer finds."""
        return await self.app.find(self.inquiry(who), self.why(who), sought)

    async def open(self, who: Caller, stated: Provisional, word: GuardianWord | None = None) -> Opened:
        """A child registered by an officer."""
        return await self.app.open(self.inquiry(who), self.once(who), stated, word)


def world(folder: Path) -> World:
    database = open_database(folder / "provisional.db")
    fitness, register = ToldFitness(), ToldRegister()
    children = StoredChildren(database, bytes(range(32)))
    app = Provisionals(children, fitness, register, lambda text: sha256(text.encode()).digest())
    return World(app, fitness, register, database)


__all__ = ["BODY", "FIT", "OTHER_BODY", "World", "border", "protector", "registrar", "searcher", "two", "world"]
