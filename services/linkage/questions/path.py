"""A way written out node by node, with decisions inside a person, and hidden stretches as stubs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.linkage.questions.answering import way
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key
from services.linkage.questions.stubs import owners, stubs_of
from services.linkage.questions.web import Web
from services.values.network import NodeKey, Stub


@dataclass(slots=True)
class Told:
    """One path, before its stubs have their numbers in the answer."""

    nodes: list[Key] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    stubs: list[Stub] = field(default_factory=list)

    def keys(self) -> list[NodeKey]:
        """The nodes as an answer names them."""
        return [NodeKey(*key) for key in self.nodes]

    def take(self, link: Link) -> None:
        """Go over an edge from where the path stands."""
        self.links.append(link)
        self.nodes.append(link.other(self.nodes[-1]))

    def stroll(self, web: Web, to: Key) -> None:
        """Go to another Subject of the same person, over decisions."""
        for link in way(web, self.nodes[-1], to):
            self.take(link)


def near_end(web: Web, link: Link, unit: Key) -> Key:
    """The end of an edge that is of this unit."""
    return link.start if web.unit(link.start) == unit else link.end


def shown_path(web: Web, start: Key, end: Key, links: Sequence[Link]) -> Told:
    """From ``start`` over ``links`` to ``end``."""
    told = Told([start])
    for link in links:
        told.stroll(web, near_end(web, link, web.unit(told.nodes[-1])))
        told.take(link)
    told.stroll(web, end)
    return told


def hidden_path(web: Web, start: Key, end: Key, links: Sequence[Link]) -> Told:
    """The same over edges of which some are hidden: nothing is told of what lies between two hidden edges."""
    told = Told([start])
    unit = web.unit(start)
    stretch: list[tuple[str, ...]] = []
    for link in links:
        here = near_end(web, link, unit)
        unit = web.unit(link.other(here))
        if held := owners(web.scope, link):
            stretch.append(held)
            continue
        if stretch:
            surface(told, here, stretch)
        told.stroll(web, here)
        told.take(link)
    if stretch:
        surface(told, end, stretch)
    told.stroll(web, end)
    return told


def surface(told: Told, key: Key, stretch: list[tuple[str, ...]]) -> None:
    """End a hidden stretch at a node that is shown."""
    told.stubs += stubs_of(told.nodes[-1], key, stretch)
    told.nodes.append(key)
    stretch.clear()
