"""What oversight's stores should hold, in plain dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import AGENCYS, LONGEST_MS, OFFICERS, WITHIN_MS, Session
from services.oversight.errors import BreakGlassLimit, RequestIdReused, StatementAltered, StatementOutOfOrder
from services.oversight.ports import Standing, Statement


class Ended(NamedTuple):
    """What is said of a session once."""

    who: str
    verdict: str
    comment: str


@dataclass
class Sessions:
    """By id, in the order of ids. ``touched``: session and owner, with the time of the first read."""

    held: dict[str, Session] = field(default_factory=dict)
    requests: dict[tuple[str, str, str], str] = field(default_factory=dict)
    last: dict[str, Ended] = field(default_factory=dict)
    touched: dict[tuple[str, str], int] = field(default_factory=dict)

    def open(self, made: Session, request: str, now_ms: int) -> Session:
        asked = (made.agency, made.officer, request)
        if known := self.requests.get(asked):
            if self.held[known].justification != made.justification:
                raise RequestIdReused
            return self.held[known]
        theirs = [one for one in self.held.values() if one.agency == made.agency]
        mine = [one for one in theirs if one.officer == made.officer]
        if any(one.state(now_ms) in ("OPEN", "WAITING") for one in mine):
            raise BreakGlassLimit
        opened, by_me = (
            sum(one.opened_ms > now_ms - WITHIN_MS and not one.waits for one in ones) for ones in (theirs, mine)
        )
        self.requests[asked] = made.id
        self.held[made.id] = replace(made, waits=by_me + 1 >= OFFICERS or opened + 1 >= AGENCYS)
        return self.held[made.id]

    def join(self, session: str, who: str, now_ms: int, *, frees: bool) -> Session:
        held = self.held.get(session)
        if held is None or held.state(now_ms) not in (("OPEN", "WAITING") if frees else ("OPEN",)):
            raise BreakGlassInvalid
        if held.second not in ("", who):
            raise BreakGlassInvalid
        if held.waits:
            held = replace(held, waits=False, opened_ms=now_ms, expires_ms=now_ms + LONGEST_MS)
        self.held[session] = replace(held, second=who)
        return self.held[session]

    def close(self, session: str, said: Ended) -> Session:
        held = self.held.get(session)
        if held is None or (held.closed_by and self.last[session] != said):
            raise BreakGlassInvalid
        self.held[session] = replace(held, closed_by=said.who, verdict=said.verdict)
        self.last[session] = said
        return self.held[session]

    def touch(self, session: str, owner: str, now_ms: int) -> None:
        self.touched.setdefault((session, owner), now_ms)

    def first_reads(self, owner: str) -> list[int]:
        return sorted(
            at for (id_, whose), at in self.touched.items() if whose == owner and self.held[id_].agency != owner
        )

    def notices(self, agency: str, purpose: str, after: str, most: int) -> list[Session]:
        found = [
            one
            for id_, one in sorted(self.held.items())
            if id_ > after and purpose in ("", one.purpose) and agency in ("", one.agency)
        ]
        return found[:most]


@dataclass
class Told:
    """By agency, in the order of numbers."""

    held: dict[str, list[Statement]] = field(default_factory=dict)
    altered: dict[str, int] = field(default_factory=dict)

    def take(self, one: Statement, previous: bytes) -> bool:
        chain = self.held.setdefault(one.agency, [])
        if one.number <= len(chain) and chain[one.number - 1].sha256 == one.sha256:
            return False
        if one.number > len(chain) + 1:
            raise StatementOutOfOrder
        last = chain[-1] if chain else None
        follows = previous == (last.sha256 if last else bytes(32)) and one.day > (last.day if last else "")
        if one.number <= len(chain) or not follows:
            self.altered[one.agency] = self.altered.get(one.agency, 0) + 1
            raise StatementAltered
        chain.append(one)
        return True

    def forget(self, agency: str, month: str) -> None:
        chain = self.held.get(agency, [])
        self.held[agency] = [one._replace(signed=b"") if one.day.startswith(month) else one for one in chain]

    def find(self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, size: int) -> list[Statement]:
        every = [one for _, chain in sorted(self.held.items()) for one in chain]
        found: list[Statement] = []
        for one in every:
            inside = one.day >= days[0] and (not days[1] or one.day <= days[1])
            if agency in ("", one.agency) and (one.agency, one.number) > after and inside:
                found.append(one)
                if len(found) >= most or sum(len(each.signed) for each in found) >= size:
                    break
        return found

    def standings(self) -> dict[str, Standing]:
        return {agency: self._standing(agency, chain) for agency, chain in self.held.items() if chain}

    def _standing(self, agency: str, chain: list[Statement]) -> Standing:
        first, last = (date.fromisoformat(chain[place].day) for place in (0, -1))
        missing = (last - first).days + 1 - len(chain)
        return Standing(agency, len(chain), chain[-1].day, missing, self.altered.get(agency, 0))
