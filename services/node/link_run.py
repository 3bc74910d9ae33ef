"""A run over all records of a node: who may be one person with whom, for reviewers to decide.

Each record is looked up in the index among those before it, and scored as the search for a person scores. What is
scored is kept as it comes, so that a run that was ended goes on where it was. Whom the law protects as a victim or
witness, whose record is sealed, or whose name is a pseudonym takes no part.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.linkage.carrying import carrying
from services.linkage.kept import MILLI, Proposal, Run, ScoredPair
from services.linkage.links import Links
from services.linkage.proposing import proposals
from services.matching.alignment import Aligner
from services.matching.clusters import Reviewed, two
from services.matching.default_model import default_model
from services.matching.index.people import PeopleIndex
from services.matching.model import Model
from services.matching.person import Described
from services.matching.score import Zone, score
from services.names.likeness import likeness
from services.node.damaged_files import check_databases
from services.node.link_store import open_links
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.records.app.changes import Changed, Follow
from services.records.app.compared import may_be_compared
from services.records.described import described
from services.records.sealing import Keys
from services.records.wire import decode_held
from services.signing.keyfile import read_secret
from services.vocabulary.protection import ACCUSED_ROLES, child_at_act
from services.vocabulary.records import Age

AT_ONCE: Final = 200
NEAREST: Final = 20
"""Records that one is scored against: the likeliest of those before it."""
_ALL: Final = 0
_ONE_NUMBER: Final = frozenset({"same", "same-verified"})
Progress = Callable[[int, int], None]
"""Told how many changes of the records are done, and of how many."""


class Summary(NamedTuple):
    """``records`` took part; ``pairs`` were scored and not rejected; ``proposed`` to reviewers; ``resumed`` a run."""

    records: int
    pairs: int
    proposed: int
    resumed: bool


@dataclass(slots=True)
class _People:
    """Who takes part: by number within the run, name and description. ``alike``: who has a description first."""

    names: list[str] = field(default_factory=list)
    who: list[Described] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    alike: dict[Described, str] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    adults: set[str] = field(default_factory=set)


class LinkRun:
    """Compares the records that it follows, all with all, and leaves what it finds to reviewers.

    ``clock``: epoch milliseconds.
    """

    def __init__(self, follow: Follow, links: Links, model: Model, clock: Callable[[], int]) -> None:
        self._follow, self._links, self._model, self._clock = follow, links, model, clock
        self._aligner = Aligner(likeness())
        self._index = PeopleIndex(likeness(), model)
        self._people = _People()

    async def whole(self, progress: Progress) -> Summary:
        """Begin, or go on, and end: from then on what is proposed is this run's. Raises StorageUnavailable."""
        held = await self._links.runs.current()
        resumed = held is not None and held.model == self._model.name
        run = held if held is not None and resumed else await self._links.runs.begin(self._model.name, self._clock())
        await self._score_all(run, progress)
        scored = await self._links.runs.pairs()
        found = proposals(scored, await self._reviewed(), self._model.link, self._model.review)
        now_ms = self._clock()
        await self._links.runs.finish([Proposal(each, self._model.name, now_ms) for each in found])
        return Summary(len(self._people.names), len(scored), len(found), resumed)

    async def _score_all(self, run: Run, progress: Progress) -> None:
        """Every record by its last change; those up to the run's place are only put into the index."""
        place = 0
        while changes := await self._follow.changes(place, AT_ONCE):
            pairs: dict[tuple[str, str], ScoredPair] = {}
            for changed in changes:
                for pair in self._take(changed, fresh=changed.number > run.place):
                    pairs[pair.one, pair.other] = pair
            place = changes[-1].number
            if place > run.place:
                fresh = [each.version.record_name for each in changes if each.number > run.place]
                await self._links.runs.add(place, fresh, [*pairs.values()])
            progress(place, await self._follow.head())

    def _take(self, changed: Changed, *, fresh: bool) -> list[ScoredPair]:
        """Put a record into the index; where it is fresh, what it scores with those that are in it."""
        people, name = self._people, changed.version.record_name
        number = people.numbers.get(name)
        may = may_be_compared(changed.version, changed.klass, changed.held_until_ms, self._clock())
        if not may or changed.version.subject is None:
            if number is not None:
                self._index.remove(number)
            return []
        who = described(changed.version.subject)
        if not who.name.tokens or (who.cnic and people.alike.setdefault(who, name) != name):
            return []
        pairs = self._scored(name, who) if fresh else []
        if number is None:
            number = people.numbers[name] = len(people.names)
            people.names.append(name)
            people.who.append(who)
        people.who[number] = who
        self._index.put(number, _ALL, who)
        self._note_age(changed)
        return pairs

    def _scored(self, name: str, who: Described) -> list[ScoredPair]:
        found = []
        for near in self._index.nearest(who, frozenset({_ALL}), frozenset(), NEAREST).near:
            other = self._people.names[near.record]
            said = score(self._aligner, self._model, who, self._people.who[near.record])
            if other == name or said.zone is Zone.REJECT:
                continue
            levels = {each.field: [each.level, round(each.bits * MILLI)] for each in said.fields}
            carried = said.zone is Zone.LINK and levels.get("cnic", [""])[0] in _ONE_NUMBER
            fields = "" if carried else json.dumps(levels)
            found.append(ScoredPair(*two(name, other), round(said.bits * MILLI), fields))
        return found

    def _note_age(self, changed: Changed) -> None:
        klass, name = changed.klass, changed.version.record_name
        young = child_at_act(klass.juvenile)
        (self._people.children.add if young else self._people.children.discard)(name)
        grown = klass.role in ACCUSED_ROLES and klass.juvenile == Age.NO
        (self._people.adults.add if grown else self._people.adults.discard)(name)

    async def _reviewed(self) -> Reviewed:
        """What was decided for everybody: a machine undoes none of it."""
        ends: dict[str, set[tuple[str, str]]] = {"SAME": set(), "DIFFERENT": set()}
        for each in carrying(await self._links.decisions.all_standing()):
            if each.sign in ends and each.one and each.other:
                ends[each.sign].add(two(each.one.id, each.other.id))
        people = self._people
        return Reviewed(
            frozenset(ends["SAME"]), frozenset(ends["DIFFERENT"]), frozenset(people.children), frozenset(people.adults)
        )


async def on_node(settings: NodeSettings, clock: Callable[[], int], progress: Progress) -> Summary:
    """A whole run over a node's stores, beside the hub that serves them.

    Raises StorageUnavailable where a database is damaged, and what opening raises.
    """
    check_databases(settings.folder)
    keys = Keys.from_secret(read_secret(settings.folder / "secret.key"), settings.folder)
    store = open_records(settings)
    links = Links(open_links(settings))
    try:
        follow = Follow(store, keys.bodies, decode_held)
        return await LinkRun(follow, links, default_model(), clock).whole(progress)
    finally:
        await links.close()
        await store.close()
