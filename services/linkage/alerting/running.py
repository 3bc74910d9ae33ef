"""A run of all rules over all scopes: refreshed, found, raised, kept; and what stands held against what has gone since.

A scope is done in one transaction, and is not done again while its snapshot and its rules are the same: a run that is
ended in the middle goes on where it was, and nothing is raised twice.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Final, NamedTuple

import numpy as np

from services.linkage.alerting.apart import asked_again, set_apart
from services.linkage.alerting.finding import Need, findings, looked
from services.linkage.alerting.item import Item, hidden_in, redacted
from services.linkage.alerting.making import Naming, items_of
from services.linkage.alerting.ports import Alerts, Place
from services.linkage.alerting.protecting import leads_of, protection_of, shielded_needs
from services.linkage.alerting.settling import settle
from services.linkage.alerts.budget import sample
from services.linkage.alerts.raising import Level
from services.linkage.detectors.contract import Detector
from services.linkage.detectors.naming import shielded
from services.linkage.snapshot_ports import Guarded, Scope, Snapshots, Taken
from services.tables.zone import PAKISTAN

SAMPLED: Final = 5
"""Silent cases of a scope that are kept of one run, drawn by lot."""
Progress = Callable[[int, int], None]
"""Told how many scopes are done, and of how many."""


class Summary(NamedTuple):
    """``scopes``: looked at; ``fresh``: of these, run over. ``found``: by rule; ``raised``: by level."""

    scopes: int
    fresh: int
    found: Mapping[str, int]
    raised: Mapping[str, int]
    withdrawn: int
    seconds: float


class Detection:
    """Runs ``rules`` over ``snapshots`` into ``alerts``. ``seed``: of the lots; ``clock``: epoch milliseconds."""

    def __init__(
        self,
        snapshots: Snapshots,
        alerts: Alerts,
        rules: Mapping[str, Detector],
        naming: Naming,
        seed: bytes,
        clock: Callable[[], int],
    ) -> None:
        self._snapshots, self._alerts, self._rules = snapshots, alerts, rules
        self._naming, self._seed, self._clock = naming, seed, clock

    async def run(self, progress: Progress) -> Summary:
        """Everything, once. Raises StorageUnavailable, AlertsUnavailable."""
        began, found, raised = time.perf_counter(), Counter[str](), Counter[str]()
        await self._snapshots.refresh()
        level = await self._snapshots.level()
        withdrawn, fresh = await self.uphold(), 0
        rules, protected = await self._enabled(), (await self._snapshots.guarded()).every
        scopes = await self._snapshots.scopes(self._clock())
        for done, scope in enumerate(scopes):
            progress(done, len(scopes))
            made = await self._one(scope, rules, protected)
            fresh += made.fresh
            found.update(made.found)
            raised.update(made.raised)
            withdrawn += made.withdrawn
        await self._alerts.keep_level(level)
        progress(len(scopes), len(scopes))
        return Summary(len(scopes), fresh, found, raised, withdrawn, time.perf_counter() - began)

    async def uphold(self) -> int:
        """Withdraw what rests on rows that are gone or is about who is protected by now, name no such person in what is
        left, and retire what nobody decided; how many were withdrawn. Of every scope, also those that read nothing now.

        Raises as :meth:`run` does.
        """
        now_ms = self._clock()
        await self._alerts.retire(now_ms)
        standing = [each.item for each in await self._alerts.standing()]
        gone = await self._snapshots.gone({row for item in standing for row in item.rests}, now_ms)
        lost = {item.id for item in standing if gone.intersection(item.rests)}
        of_case = [item for item in standing if item.level != Level.PROTECTION]
        kept_apart = lost - {item.id for item in of_case}
        await self._alerts.withdraw(kept_apart, now_ms)
        guarded = await self._snapshots.guarded({item.agency for item in of_case})
        return await self._less(of_case, guarded, lost - kept_apart, now_ms)

    async def _less(self, items: Iterable[Item], guarded: Guarded, lost: Iterable[str], now_ms: int) -> int:
        """Withdraw what is lost or about whom its own agency guards, keep the others without them; how many went."""
        own, every = guarded.by_owner, guarded.every
        hidden = [(each, hidden_in(each, own[each.agency]), hidden_in(each, every)) for each in items]
        fewer = [redacted(each, mine, all_) for each, mine, all_ in hidden if all_ and each.subject not in mine]
        if fewer:
            await self._alerts.rewrite(fewer)
        about = {each.id for each, mine, _ in hidden if each.subject in mine}
        return await self._alerts.withdraw(about.union(lost), now_ms)

    async def _enabled(self) -> dict[str, Detector]:
        switches = await self._alerts.switches()
        return {name: rule for name, rule in self._rules.items() if name not in switches or switches[name].enabled}

    async def _one(self, scope: Scope, rules: Mapping[str, Detector], protected: Collection[int]) -> Summary:
        """One scope; no more than held against who is protected by now, where its last run was of the same.

        ``protected``: tokens. What is for those who protect goes by them too, and what is for the case does not.
        """
        now_ms, place = self._clock(), Place(scope.agency, scope.case)
        taken = await self._snapshots.take(scope, now_ms)
        guarded = await self._guard(taken, place, now_ms)
        names = sorted((rule.id, rule.version) for rule in rules.values())
        ran = sha256(taken.digest + repr(names).encode()).digest()
        apart = protection_of(place)
        ran_apart = sha256(ran + _protected_in(taken, protected)).digest()
        due = await self._alerts.ran(apart) != ran_apart
        fresh = await self._alerts.ran(place) != ran
        if not (due or fresh):
            return Summary(1, 0, {}, {}, guarded, 0.0)
        about, in_need = await asyncio.to_thread(looked, taken.snapshot, rules)
        if due:
            needs = [*in_need, *await shielded_needs(taken, about, self._snapshots)]
            await self._protect(taken, needs, ran_apart, now_ms)
        if not fresh:
            return Summary(1, 0, {}, {}, guarded, 0.0)
        given = {each.item.subject for each in await self._alerts.of(place)} - {0}
        items = await items_of(taken, about, self._snapshots, self._naming, now_ms, given)
        if again := asked_again(items, rules):
            theirs = await self._snapshots.take(scope, now_ms, of_others=True)
            items = set_apart(items, theirs, await asyncio.to_thread(findings, theirs.snapshot, again))
        drawn = self._drawn(items, now_ms)
        settled = await self._alerts.settle(
            place, ran, partial(settle, found=items, drawn=drawn, now_ms=now_ms), now_ms
        )
        found = Counter(one.rule for each in items for one in each.computed)
        raised = Counter(each.level.value for each in settled.raised)
        return Summary(1, 1, found, raised, guarded + len(settled.withdrawn), 0.0)

    async def _protect(self, taken: Taken, needs: Sequence[Need], ran: bytes, now_ms: int) -> None:
        """Keep what is for those who protect, apart from what is raised for the case, and out of every count."""
        items = await leads_of(taken, needs, self._snapshots, self._naming, now_ms)
        place = protection_of(Place(taken.scope.agency, taken.scope.case))
        await self._alerts.settle(place, ran, partial(settle, found=items, drawn=(), now_ms=now_ms), now_ms)

    async def _guard(self, taken: Taken, place: Place, now_ms: int) -> int:
        """Withdraw what is about whom the agency's words or what it reads protect by now, and name no such person.

        Others' records hide nobody but in others' rows. That somebody is protected may be known from records that the
        scope does not read, so no digest tells of it.
        """
        known = [each.item for each in await self._alerts.of(place) if each.item.subject]
        tokens = {each.subject for each in known} | {
            end.token for each in known for row in each.rows for end in row.ends
        }
        nodes = np.flatnonzero(np.isin(taken.tokens, np.array(sorted(tokens), dtype=np.uint64))).tolist()
        read = {node for node in nodes if shielded(taken.snapshot, node)}
        hidden = await self._snapshots.shielded(taken, nodes)
        own = frozenset(int(taken.tokens[node]) for node in hidden.own | read)
        every = own.union(int(taken.tokens[node]) for node in hidden.every)
        return await self._less(known, Guarded(every, {place.agency: own}), (), now_ms)

    def _drawn(self, items: Sequence[Item], now_ms: int) -> frozenset[str]:
        day = datetime.fromtimestamp(now_ms / 1000, PAKISTAN).date().isoformat()
        silent = [each.id for each in items if each.level == Level.SILENT]
        return frozenset(sample(silent, SAMPLED, self._seed, day))


def _protected_in(taken: Taken, protected: Collection[int]) -> bytes:
    """Which nodes of a snapshot are somebody's whom a record protects, also one that the scope does not read."""
    tokens = np.array(sorted(protected), dtype=np.uint64)
    return np.intersect1d(taken.tokens, tokens).tobytes()
