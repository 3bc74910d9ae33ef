"""What judging again needs of a store (``app/again.py``): where it stands, and versions with whose word they are.

Part of ``ports.py``; all here raise StorageUnavailable as it says there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from services.records.rows import BirthWord, HeadRow


class Judging(NamedTuple):
    """How far whose word the versions are is judged by the newest registry.

    ``registry``: its version, 0 before the first time; ``position``: last seq judged by it; ``steps``: how often that
    changed anything; ``changed_over_ms``: when the store came over from before voices were kept, 0 for never.
    """

    registry: int
    position: int
    steps: int
    changed_over_ms: int


class Left(NamedTuple):
    """What is still to be looked at: versions, and records whose protection is to be lowered."""

    versions: int
    records: int


class VoiceRow(NamedTuple):
    """One version with whose word it is; ``body`` sealed, empty where it was erased."""

    seq: int
    record: int
    version: int
    sha256: bytes
    recorded_ms: int
    page: int
    leaf: int
    body: bytes
    voice: str


class KeptAge(NamedTuple):
    """An age that protects a record until a time, whatever is judged: it did when the rules changed (ADR 79)."""

    record: int
    juvenile: str
    until_ms: int


class JudgingSnapshot(Protocol):
    """Reads how far the store was judged anew, and what is left to judge."""

    async def judging(self) -> Judging:
        """How far it is."""
        ...

    async def kept_ages(self, records: Iterable[int], now_ms: int) -> list[KeptAge]:
        """What still protects these records by an age of before, of versions that nothing has replaced."""
        ...

    async def judging_left(self, now_ms: int) -> Left:
        """What is still to be done."""
        ...


class JudgingTransaction(JudgingSnapshot, Protocol):
    """Those reads, and writes of what was judged, in one transaction."""

    async def set_judging(self, at: Judging) -> None:
        """Say how far it is; when the store changed over stays."""
        ...

    async def voices_after(self, seq: int, limit: int) -> list[VoiceRow]:
        """Versions after a seq, in order."""
        ...

    async def heads_numbered(self, records: Iterable[int]) -> list[HeadRow]:
        """Heads by the numbers of their records."""
        ...

    async def set_voices(self, voices: Sequence[tuple[str, int]]) -> None:
        """Keep whose word versions are: (voice, seq)."""
        ...

    async def set_facts(self, facts: str, born: BirthWord | None, record: int) -> None:
        """Keep what a record's newest version says that bears on others, births under its tokens of now too."""
        ...

    async def end_ending(self, records: Sequence[int]) -> None:
        """Take back what oversight is told of words of before that protect these records."""
        ...

    async def put_raised(self, rows: Sequence[tuple[int, int]]) -> None:
        """Keep that records are protected for longer than they were judged to be: (record, until ms)."""
        ...

    async def raised_due(self, now_ms: int, limit: int) -> list[int]:
        """Records whose time to be so is over."""
        ...

    async def end_raised(self, records: Iterable[int]) -> None:
        """Forget that they are."""
        ...
