"""What the use cases work with; built once by ``services/records/build.py``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from services.access.class_text import read_class
from services.access.decision import RecordClass
from services.access.gates import Glass
from services.membership.registry import Registry
from services.records.app.matching import Matching
from services.records.app.page_order import PATIENCE_S
from services.records.app.remember import Remembered
from services.records.app.selecting import Asked, ask
from services.records.app.write_priority import WritePriority
from services.records.authority.voice import Voices
from services.records.case_law_port import CaseLaw
from services.records.desk_port import Directions, NoDesk
from services.records.guard_port import GuardLaw
from services.records.identity_port import Identities, Unasked
from services.records.law_book_port import LawBook, NoBook
from services.records.ports import Snapshot, Store
from services.records.release_port import NoReleases, Releases
from services.records.sealing import Keys
from services.records.statement_port import NoLaw, StatementLaw
from services.records.tokens import Blinder
from services.values.dates import day_text, today
from services.values.once import Once
from services.values.records import History, Identifier, RecordVersion, SubmitPageResponse

PREPARED_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Codec:
    """Bytes to nouns and back; the wire's, handed in so that a use case never sees a message.

    ``version``: as it may be submitted, strictly; ``held``: what is held, which may say more than is known here.
    """

    version: Callable[[bytes], RecordVersion]
    held: Callable[[bytes], RecordVersion]
    history: Callable[[History], bytes]
    submitted: Callable[[SubmitPageResponse], bytes]
    encoded: Callable[[RecordVersion], bytes]


class ClassBook:
    """Policy classes by id. Classes are never changed, so what was read once stays true."""

    def __init__(self) -> None:
        self._known: dict[int, RecordClass] = {}

    async def of(self, view: Snapshot, ids: Iterable[int]) -> dict[int, RecordClass]:
        """The classes of these ids."""
        known = self._known
        missing = [each for each in ids if each not in known]
        if missing:
            for each, attributes in (await view.classes(missing)).items():
                known[each] = read_class(attributes)
        return known


class VoiceBook:
    """What the registry in use says of writers today; made anew with either."""

    def __init__(self) -> None:
        self._known: tuple[tuple[bytes, int], Voices] | None = None

    def of(self, registry: Registry, now_ms: int) -> Voices:
        """Voices by this registry version on the day of ``now_ms``."""
        key = registry.digest, today(now_ms)
        if self._known is None or self._known[0] != key:
            self._known = key, Voices(registry, day_text(key[1]))
        return self._known[1]


class Prepared(NamedTuple):
    """An encoded answer, its SHA-256, and what its trail is told.

    Time alone changes it before ``since_ms`` and at ``until_ms``.
    ``records``: names disclosed; ``owners``: whose records are in it in any form; ``withheld``: (owner, cause)
    -> count. ``texts``: ``TYPE:canonical`` of whom it is about; who has declared one of them gets another answer.
    ``tokens``: of numbers that decisions led to; ``bare``: records of which a hit is told, whom an owner may release.
    """

    answer: bytes
    sha256: bytes
    records: tuple[str, ...]
    owners: tuple[str, ...]
    policies: frozenset[str]
    withheld: Counter[tuple[str, str]]
    since_ms: int
    until_ms: int
    texts: frozenset[str]
    tokens: frozenset[str]
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Store, keys, wire and what is remembered between calls.

    ``patience_s``: how long a page waits for the one before it, see ``page_order.py``. ``guard_law``: None where nobody
    asks which charges are watched. ``case_law``: None where nobody asks it. ``holds_copies``: a member's own node,
    which guards nobody, as it does not hold all that is held of a person.
    """

    store: Store
    keys: Keys
    blinder: Blinder
    codec: Codec
    glass: Glass
    patience_s: float = PATIENCE_S
    identities: Identities = field(default_factory=Unasked)
    releases: Releases = field(default_factory=NoReleases)
    statement_law: StatementLaw = field(default_factory=NoLaw)
    guard_law: GuardLaw | None = None
    case_law: CaseLaw | None = None
    law_book: LawBook = field(default_factory=NoBook)
    desk: Directions = field(default_factory=NoDesk)
    holds_copies: bool = False
    matching: Matching = field(default_factory=Matching)
    classes: ClassBook = field(default_factory=ClassBook)
    voices: VoiceBook = field(default_factory=VoiceBook)
    write_priority: WritePriority = field(default_factory=WritePriority)
    prepared: Remembered[object, Prepared] = field(default_factory=lambda: Remembered(PREPARED_BYTES))
    asked: Once[Identifier, Asked] = field(init=False)

    def __post_init__(self) -> None:
        """What depends on the keys."""
        object.__setattr__(self, "asked", Once(partial(ask, self.keys, self.blinder)))
