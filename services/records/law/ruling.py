"""Running the rules of the directory over a dossier.

A rule of effect REFUSE is asked on every way in, of the submitted version with what the submitter may read.
Where such a contradiction stands among versions of several owners it cannot be refused any more: it shows as
a flag.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from operator import attrgetter
from typing import Final

from services.records.flag_words import FLAGS_UR
from services.records.law import rules
from services.records.law.absence import Absence
from services.records.law.provisions import marked
from services.records.law.rule import OWNER, RECORD, REFUSE, Dossier, Finding, Rule
from services.records.words import isolate
from services.values.records import Flag

_MODULES: Final = tuple(
    import_module(f"{rules.__name__}.{module.name}")
    for module in sorted(pkgutil.iter_modules(rules.__path__), key=attrgetter("name"))
)
RULES: Final[tuple[Rule, ...]] = tuple(module.RULE for module in _MODULES)
ABSENCES: Final[tuple[Absence, ...]] = tuple(module.ABSENCE for module in _MODULES if hasattr(module, "ABSENCE"))
_ANY: Final = ""


def findings(scope: str, dossier: Dossier) -> Iterator[tuple[Rule, Finding]]:
    """What the rules of one scope find; each looks only where all its kinds are held.

    Where nobody owns the case and several write in it, each one's papers by themselves beside those of who has a say.
    """
    views = dossier.views() if scope not in (RECORD, OWNER) else [dossier]
    for each in views:
        agency_of = {record.name: record.agency for record in each.records} if len(views) > 1 else {}
        for rule in _applicable(scope, each.kinds()):
            for finding in rule.check(each):
                if not agency_of or _its_own(each, finding, agency_of):
                    yield rule, finding


def _its_own(view: Dossier, finding: Finding, agency_of: Mapping[str, str]) -> bool:
    """Whether a flag stands on a paper of whose view it is; in nobody's, on one of who has a say in the case."""
    return finding.version not in view.strange and (not view.view or agency_of[finding.version] == view.view)


def on_read(dossier: Dossier) -> list[Flag]:
    """Flags over the versions of one person in one case, or outside any."""
    return [flag_of(rule, finding) for rule, finding in findings(_ANY, dossier)]


def for_owner(dossier: Dossier, agency: str) -> list[Flag]:
    """Duties that nothing shows to be done, where the agency that reads owns the case; nothing for others."""
    if not agency or dossier.authority.owner != agency:
        return []
    return [flag_of(rule, finding) for rule, finding in findings(OWNER, dossier)]


def next_clock(dossier: Dossier, agency: str) -> int | None:
    """When, in Unix milliseconds, :func:`for_owner` may say more than now; None for never."""
    if not agency or dossier.authority.owner != agency:
        return None
    ahead = [each.at_ms for absence in ABSENCES for each in absence.due(dossier) if each.at_ms >= dossier.now_ms]
    return min(ahead) + 1 if ahead else None


def flag_of(rule: Rule, finding: Finding) -> Flag:
    """A finding as it is told: with the provision and how well that is known."""
    return Flag(rule.id, finding.version, finding.text, marked(rule.source), isolate(FLAGS_UR.get(rule.id, "")))


@lru_cache(maxsize=1024)
def _applicable(scope: str, kinds: frozenset[str]) -> tuple[Rule, ...]:
    """Rules of a scope; of any scope for a reader, but those that kept a version out by itself."""
    if scope:
        among = [rule for rule in RULES if rule.scope == scope]
    else:
        among = [r for r in RULES if r.scope != OWNER and not (r.scope == RECORD and r.effect == REFUSE)]
    return tuple(rule for rule in among if rule.kinds <= kinds)
