"""Running the rules of the directory: over a submitted version, and over what a reader sees.

A rule of effect REFUSE is asked on every way in, of the submitted version with what the submitter may read
(TRUST 4.4). Where such a contradiction stands among versions of several owners it cannot be refused any more:
it shows as a flag.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple

from services.access.errors import Violation
from services.records import rules
from services.records.cases import group
from services.records.domain import Flag, RecordVersion
from services.records.persons import apart
from services.records.rule import CASE, RECORD, REFUSE, Dossier, Finding, Rule


def _load() -> tuple[Rule, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


RULES: Final[tuple[Rule, ...]] = _load()
_ON_READ: Final = "ON_READ"
_AMONG: Final = {
    RECORD: tuple(rule for rule in RULES if rule.scope == RECORD),
    CASE: tuple(rule for rule in RULES if rule.scope == CASE),
    _ON_READ: tuple(rule for rule in RULES if not (rule.scope == RECORD and rule.effect == REFUSE)),
}


class Ruling(NamedTuple):
    """What the rules say of one submitted version: why it is refused, and what it raises."""

    violations: tuple[Violation, ...]
    flags: tuple[Flag, ...]


def on_submit(version: RecordVersion, held: Iterable[RecordVersion], now_ms: int) -> Ruling:
    """The rules over ``version`` with ``held``: versions in force that the submitter may read.

    Earlier versions of the same record are left out. Violations involve ``version``; flags may lie on others.
    """
    if version.status in ("WITHDRAWN", "EXPUNGED"):
        return Ruling((), ())
    others = [r for r in held if (r.agency, r.record_id) != (version.agency, version.record_id)]
    violations: dict[Violation, None] = {}
    flags: dict[Flag, None] = {}
    for rule, dossier in _dossiers(version, others, now_ms):
        for finding in rule.check(dossier):
            if version.name not in (finding.version, *finding.others):
                continue
            if rule.effect == REFUSE:
                field = finding.field if finding.version == version.name else finding.others_field
                violations[Violation(field, rule.id, finding.text)] = None
            else:
                flags[_flag(rule, finding)] = None
    return Ruling(tuple(violations), tuple(flags))


def on_read(dossier: Dossier) -> list[Flag]:
    """Flags over the versions of one person in one case, or outside any."""
    applicable = _applicable(_ON_READ, dossier.kinds())
    return [_flag(rule, finding) for rule in applicable for finding in rule.check(dossier)]


def _dossiers(version: RecordVersion, others: Sequence[RecordVersion], now_ms: int) -> Iterable[tuple[Rule, Dossier]]:
    alone = Dossier((version,), now_ms)
    yield from ((rule, alone) for rule in _applicable(RECORD, alone.kinds()))
    for person in apart(version, others):
        records = [version, *person]
        for case in group(records):
            if 0 in case.members:
                dossier = Dossier([records[i] for i in case.members], now_ms)
                yield from ((rule, dossier) for rule in _applicable(CASE, dossier.kinds()))


@lru_cache(maxsize=1024)
def _applicable(among: str, kinds: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in _AMONG[among] if rule.kinds <= kinds)


def _flag(rule: Rule, finding: Finding) -> Flag:
    return Flag(rule.id, finding.version, finding.text, rule.source)
