"""What oversight decided on claims, as the log tells it, held against a store that may be older than the log.

A decision names in its entry the claim by what it is about, and not by its handle: a store that was put back gives a
claim that is raised again another one. What such a store lacks is done again, as the two officers decided it, before
it serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from services.records.app.context import ClassBook
from services.records.app.deciding import take_effect
from services.records.authority.clocks import TO_CONFIRM, UPHELD_MS
from services.records.claim_rows import ClaimLine
from services.records.ports import Snapshot, Store, Transaction

_WORD: Final = "claims"
_OPEN: Final = frozenset({"OPEN", "NOTICE", "ASKED_COURT"})


class About(NamedTuple):
    """One claim: the fact, before whom it is put, the record whose word it is, and the record that it concerns.

    ``owner``, ``record``: empty where oversight alone is told.
    """

    fact: str
    owner: str
    source: str
    record: str


class Verdict(NamedTuple):
    """``decision``: UPHELD or REJECTED; ``version``: of the source, as it was decided on; ``decided_ms``: epoch ms."""

    about: About
    version: int
    decision: str
    decided_ms: int


def names_of(line: ClaimLine, version: int, decision: str) -> list[str]:
    """What a decision's entry says among its record names: the decision, then whose word, then what it concerns."""
    said = [f"{_WORD}/{line.fact}/{decision}/{line.owner}", f"{_name(line.speaker, line.source_id)}/versions/{version}"]
    return [*said, _name(line.agency, line.record_id)] if line.record_id else said


def verdict_of(names: Sequence[str], decided_ms: int) -> Verdict | None:
    """What an entry's record names tell; None for those of a release that told nothing."""
    word, *rest = names or ("",)
    parts = word.split("/")
    if parts[0] != _WORD or len(parts) != 4 or len(rest) not in (1, 2):
        return None
    source, _, version = rest[0].rpartition("/versions/")
    return Verdict(About(parts[1], parts[3], source, "".join(rest[1:])), int(version), parts[2], decided_ms)


def last_of(told: Iterable[Verdict], known: Mapping[About, Verdict]) -> dict[About, Verdict]:
    """The last decision on each claim, where these come after those known."""
    return {**known, **{each.about: each for each in told}}


async def decide_again(store: Store, book: ClassBook, verdicts: Iterable[Verdict], now_ms: int) -> int:
    """Do again what the store lacks of these; how many it lacked. Raises StorageUnavailable."""
    async with store.snapshot() as view:
        lacking = [each for each in verdicts if await _undone(view, each)]
    done = 0
    for verdict in lacking:

        async def job(tx: Transaction, verdict: Verdict = verdict) -> bool:
            line = await _undone(tx, verdict)
            if line is None:
                return False
            lasts = verdict.decision == "UPHELD" and line.fact not in TO_CONFIRM
            until_ms = verdict.decided_ms + UPHELD_MS if lasts else 0
            await tx.settle_claim(line.handle, verdict.decision, until_ms)
            await take_effect(tx, book, line, verdict.decision, until_ms, now_ms)
            return True

        done += await store.write(job)
    return done


async def _undone(view: Snapshot, verdict: Verdict) -> ClaimLine | None:
    """The claim as it stands without the decision. None where it has it, where the claim is over or gone, and where
    its source said something newer since, which makes another claim."""
    about = verdict.about
    found = await view.claim_about(about.fact, about.owner, _parts(about.source), _parts(about.record))
    if found is None or found.source_version != verdict.version:
        return None
    ended = found.line.state == "UPHELD" and verdict.decision == "REJECTED"
    return found.line if found.line.state in _OPEN or ended else None


def _name(agency: str, record_id: str) -> str:
    return f"agencies/{agency}/records/{record_id}"


def _parts(name: str) -> tuple[str, str]:
    _, agency, _, record_id = name.split("/") if name else ("", "", "", "")
    return agency, record_id
