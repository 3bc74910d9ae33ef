"""Running the rules of the directory over a dossier.

A rule of effect REFUSE is asked on every way in, of the submitted version with what the submitter may read.
Where such a contradiction stands among versions of several owners it cannot be refused any more: it shows as
a flag.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Final

from services.records import rules
from services.records.domain import Flag
from services.records.rule import RECORD, REFUSE, Dossier, Finding, Rule


def _load() -> tuple[Rule, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


RULES: Final[tuple[Rule, ...]] = _load()
_ANY: Final = ""


def findings(scope: str, dossier: Dossier) -> Iterator[tuple[Rule, Finding]]:
    """What the rules of one scope find; each looks only where all its kinds are held."""
    for rule in _applicable(scope, dossier.kinds()):
        for finding in rule.check(dossier):
            yield rule, finding


def on_read(dossier: Dossier) -> list[Flag]:
    """Flags over the versions of one person in one case, or outside any."""
    return [flag_of(rule, finding) for rule, finding in findings(_ANY, dossier)]


def flag_of(rule: Rule, finding: Finding) -> Flag:
    """A finding as it is told."""
    return Flag(rule.id, finding.version, finding.text, rule.source)


@lru_cache(maxsize=1024)
def _applicable(scope: str, kinds: frozenset[str]) -> tuple[Rule, ...]:
    """Rules of a scope; of any scope for a reader, but those that kept a version out by itself."""
    among = (r for r in RULES if (r.scope == scope if scope else not (r.scope == RECORD and r.effect == REFUSE)))
    return tuple(rule for rule in among if rule.kinds <= kinds)
