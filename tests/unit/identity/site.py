"""A registry over a register in a folder of its own, with people who do not exist, and who asks it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from services.access.caller import Caller
from services.access.engine import CedarEngine
from services.access.trail import Inquiry, Trail
from services.identity import wire
from services.identity.app.context import Context, System
from services.identity.domain import Document, Person
from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from services.store.sqlite import SqliteDatabase
from services.values.identity import Asked, Identifier
from tests.unit.access.table import NOW_MS, call

ENGINE = CedarEngine.load()
YOUSAF, FATIMA, CHILD, HIDDEN, TWIN = (
    "3520212345671",
    "3520212345682",
    "3520212345691",
    "3520212345692",
    "3520212345693",
)
PASSPORT = Identifier("PASSPORT", "AB1234567", "PK")
FIA, CHILD_BODY = "pk.fia", "pk.child-protection"


def cnic(value: str) -> Identifier:
    return Identifier("CNIC", value)


def person(name: str, *documents: Document, **changes: Any) -> Person:
    """A person before they have a place."""
    return Person(id=0, name=name, documents=documents, **changes)


PEOPLE = {
    "yousaf": person(
        "Muhammad Yousaf",
        Document("CNIC", YOUSAF, expires="2030-01-01"),
        Document("PASSPORT", "AB1234567", "PK", expires="2024-01-01"),
        Document("OLD_NIC", "27178123456", replaced=True),
        name_ur="محمد یوسف", father="Abdul Rehman", father_ur="عبدالرحمن", gender="M",
        earliest="1988-03-04", latest="1988-03-04", address="House 7, Street 2, Ichhra, Lahore",
    ),
    "fatima": person(
        "Fatima Bibi", Document("CNIC", FATIMA, blocked=True), name_ur="فاطمہ بی بی", husband="Muhammad Yousaf",
        husband_ur="محمد یوسف", gender="F", earliest="1990-01-01", latest="1990-12-31",
    ),
    "child": person(
        "\u202bHina Yousaf\u202c", Document("CNIC", CHILD), name_ur="\u2067حنا\u2069", father="Muhammad Yousaf", gender="F",
        earliest="2012-05-01", latest="2012-05-01", address="House 7, Street 2, Ichhra, Lahore",
    ),
    "hidden": person("Sana Gul", Document("CNIC", HIDDEN), gender="F", earliest="1999-01-01", latest="1999-01-01", shielded=True),
    "twin-1": person("Asad Ali", Document("CNIC", TWIN)),
    "twin-2": person("Asim Ali", Document("CNIC", TWIN), deceased="2020-02-02"),
}  # fmt: skip
KIN = {
    "yousaf": (("SPOUSE", "fatima"), ("CHILD", "child"), ("SIBLING", "hidden")),
    "child": (("MOTHER", "fatima"), ("FATHER", "yousaf")),
}


@dataclass
class Site:
    """The room, the register's office, and the words of questions. ``asked``: how many so far."""

    folder: Path
    database: SqliteDatabase = field(init=False)
    keys: Keys = field(init=False)
    context: Context = field(init=False)
    office: Office = field(init=False)
    places: dict[str, int] = field(default_factory=dict)
    now_ms: int = NOW_MS
    asked: int = 0

    def __post_init__(self) -> None:
        self.database, self.keys = open_register(self.folder), Keys.of(b"\x07" * 32)
        self.context = Context(StoredRegister(self.database, self.keys), self.keys, wire.encode, wire.decode_statement)
        self.office = Office(self.database, self.keys)

    async def fill(self) -> None:
        self.places = dict(zip(PEOPLE, await self.office.enter(PEOPLE, KIN), strict=True))

    def token(self, name: str, agency: str = FIA) -> bytes:
        return self.keys.pairwise.token(agency, self.places[name])

    def why(self, who: Inquiry | System, transaction: str = "") -> Asked:
        """What the asker's question says of itself; a transaction of its own unless told."""
        self.asked += 1
        name = transaction or f"transaction-{self.asked:08}"
        if isinstance(who, System):
            return Asked(name, "NADRA", "RECORD_UPKEEP")
        return Asked(name, who.caller.legal_basis, who.caller.purpose)

    def officer(
        self, who: str = "FIA INVESTIGATE_CASE IDENTITY", words: str = "", agency: str = FIA, **changes: Any
    ) -> Inquiry:
        caller: Caller = replace(call(who, f"besides=NADRA {words}")[0], agency=agency, **changes)
        return Inquiry(caller, self.now_ms, ENGINE, Trail())

    def system(self, agency: str = FIA, kind: str = "FIA") -> System:
        return System(agency, kind, "node", self.now_ms, Trail())


Use = Callable[[Context, Any, Any, bytes], Awaitable[bytes]]


async def put(site: Site, use: Use, who: Inquiry | System, request: Any, answer: type[Any]) -> Any:
    """The answer to a request whose digest is that of its bytes, as the edge hands it over."""
    raw = wire.encode(request)
    question = use.__name__.encode() + raw
    return wire.decode(answer, await use(site.context, who, wire.decode(type(request), raw), question))
