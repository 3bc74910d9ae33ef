"""Reading outwards from two ends, level by level, until ways of a length must have been read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from services.linkage.questions.link import Link
from services.linkage.questions.routes import Map, add, distances
from services.linkage.questions.scope import Key
from services.linkage.questions.web import Web


class Search:
    """``roads`` holds what was read; ``shut`` is not entered; ``order`` says which of parallel edges stands.

    ``borne``: units whom the ends stand for, at no distance from them, over the links ``naming``.
    """

    def __init__(
        self,
        web: Web,
        start: Key,
        end: Key,
        shut: set[Key],
        order: Callable[[Link], object],
        borne: tuple[Sequence[Key], Sequence[Key]] = ((), ()),
        naming: Iterable[Link] = (),
    ) -> None:
        self.web = web
        self.start = start
        self.end = end
        self.roads: Map = {}
        self._shut = shut
        self._order = order
        self.borne = (set(borne[0]) - shut - {start}, set(borne[1]) - shut - {end})
        self._ends = {start, end} | self.borne[0] | self.borne[1]
        self._fronts: tuple[set[Key], set[Key]] = ({start, *self.borne[0]}, {end, *self.borne[1]})
        self._met: tuple[set[Key], set[Key]] = (set(self._fronts[0]), set(self._fronts[1]))
        self._depth = 0
        for link in naming:
            one, other = web.unit(link.start), web.unit(link.end)
            if {one, other} <= self._ends:
                add(self.roads, one, other, link, order)

    @property
    def free(self) -> int:
        """Most steps of a way that are no distance."""
        return sum(map(bool, self.borne))

    def length(self, route: Sequence[Key]) -> int:
        """Edges of a way, without those between an end and whom it stands for."""
        return len(route) - 1 - (route[1] in self.borne[0]) - (route[-2] in self.borne[1])

    async def reach(self, length: int) -> None:
        """Read so far that every way of ``length`` edges lies within what was read, and weigh what it may pass."""
        while self._depth < length:
            self._depth += 1
            if not all(self._fronts):
                break
            await self.web.weigh_units(self._fronts[0] | self._fronts[1])
            loads = [sum(map(self.web.degree, front)) for front in self._fronts]
            await self._grow(int(loads[1] < loads[0]))
        ahead, behind = distances(self.roads, self.start), distances(self.roads, self.end)
        await self.web.weigh_units(
            unit for unit in ahead.keys() & behind.keys() if ahead[unit] + behind[unit] <= length + self.free
        )

    async def _grow(self, side: int) -> None:
        """One level outwards from one end; a front is empty where all there is was read."""
        front = self._fronts[side]
        ends = front & self._ends
        await self.web.read(sorted(ends), brake=False)
        await self.web.read(sorted(front - ends))
        fresh: set[Key] = set()
        for unit in front:
            for there, link in self.web.beside(unit):
                if there not in self._shut:
                    add(self.roads, unit, there, link, self._order)
                    fresh.add(there)
        front.clear()
        front |= fresh - self._met[side]
        self._met[side].update(fresh)

    def closed(self) -> set[Key]:
        """Units that no way passes through."""
        return {unit for unit in self.roads if self.web.is_hub(unit)} - self._ends

    def met(self, length: int) -> bool:
        """Whether a way of at most ``length`` edges was read."""
        most = length + self.free
        return distances(self.roads, self.start, self.closed()).get(self.end, most + 1) <= most
