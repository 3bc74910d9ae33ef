"""What a link store should hold, in plain lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from services.linkage.kept import AuthorityRow, Binding, CaseNumber, ClassRow, DecisionChange, FeedRow, TermsRow
from services.values.network import LinkDecision


@dataclass
class Model:
    """Everything in the order in which it came; ``given``: the last seq, which no later row has."""

    classes: list[ClassRow] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    terms: list[TermsRow] = field(default_factory=list)
    authorities: dict[str, AuthorityRow] = field(default_factory=dict)
    rows: list[FeedRow] = field(default_factory=list)
    numbers: set[CaseNumber] = field(default_factory=set)
    decisions: dict[str, LinkDecision] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)

    def add_class(self, attributes: str, authority: str, parts: str) -> None:
        if (attributes, authority, parts) not in [row[1:] for row in self.classes]:
            self.classes.append(ClassRow(len(self.classes) + 1, attributes, authority, parts))

    def named(self, keys: Iterable[str], now_ms: int) -> list[Binding]:
        found = set(keys)
        return [b for b in self.bindings if b.held_until_ms > now_ms or not found.isdisjoint(b.keys.split("\n"))]

    def joins_of(self, parts: Iterable[int]) -> list[Binding]:
        found = set(parts)
        return [b for b in self.bindings if not found.isdisjoint(map(int, b.parts.split()))]

    def register(self, row: AuthorityRow, scope: tuple[str, ...]) -> AuthorityRow:
        held = self.authorities.setdefault(row.name, row)
        if held is row:
            self.terms.append(TermsRow(len(self.terms) + 1, row.name, scope, row.retain_until_ms))
        return held

    def fresh(self, rows: Iterable[FeedRow]) -> list[FeedRow]:
        """Those that are new, each once, without a seq."""
        held = {(row.kind, row.id) for row in self.rows}
        found: dict[tuple[str, str], FeedRow] = {}
        for row in rows:
            if (row.kind, row.id) not in held:
                found.setdefault((row.kind, row.id), row)
        return list(found.values())

    def expired(self, now_ms: int) -> list[str]:
        late = [row.name for row in self.terms if row.retain_until_ms <= now_ms]
        return [name for name in late if any(row.authority == name for row in self.rows)]

    def delete(self, name: str, up_to: int) -> None:
        self.rows = [row for row in self.rows if row.authority != name or row.seq > up_to]

    def decide(self, made: LinkDecision) -> LinkDecision:
        for held in self.decisions.values():
            same = (held.one, held.other, held.sign, held.by) == (made.one, made.other, made.sign, made.by)
            if same and not held.withdrawn_ms:
                return held
        self.decisions[made.id] = made
        self.changes.append(made.id)
        return made

    def withdraw(self, number: str, by: str, now_ms: int) -> None:
        held = self.decisions.get(number)
        if held is not None and not held.withdrawn_ms:
            self.decisions[number] = replace(held, withdrawn_ms=now_ms, withdrawn_by=by)
            self.changes.append(number)

    def standing(self) -> list[LinkDecision]:
        return [held for _, held in sorted(self.decisions.items()) if not held.withdrawn_ms]

    def between(self, one: str, other: str) -> list[LinkDecision]:
        found = [held for held in self.decisions.values() if self.ends(held) == tuple(sorted((one, other)))]
        return sorted(found, key=lambda held: (held.decided_ms, held.id))

    def changed(self, after: int, limit: int) -> list[DecisionChange]:
        found = [DecisionChange(number, self.decisions[each]) for number, each in enumerate(self.changes, 1)]
        return found[after : after + limit]

    @staticmethod
    def ends(held: LinkDecision) -> tuple[str, str]:
        assert held.one
        assert held.other
        return held.one.id, held.other.id
