"""Numbers that are a person's own: papers, phones, accounts and handsets that name one person and nobody else.

Cautious, for whoever holds a number is taken for whoever used it: every row that the caller sees says who bears it,
whatever the frame's time and kinds. Subjects are one person by decisions alone. A number that two may bear joins
nobody, and a subscriber is not a user (ADR 77).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from graph.model import NAMING
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.scope import OPEN_MS, Key, Scope
from services.linkage.questions.web import ROWS, Web, by_kind

OWNED: Final = frozenset({"DOCUMENT", "PHONE", "ACCOUNT", "DEVICE"})
BEARING: Final = [*NAMING, "ACCOUNT_OF"]
"""Kinds of edge that say whose a number is."""
OWN: Final = frozenset(
    {"IDENTIFIED_BY", "PHONE_USED_BY", "PHONE_FOUND_WITH", "ACCOUNT_HELD_BY", "ACCOUNT_USED_BY", "DEVICE_USED_BY"}
)
"""Those by which a number is a person's own; PHONE_REGISTERED_TO alone is not."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """``own``: number -> row by which it is one person's; ``bearers``: number -> rows on whose it is, latest first."""

    own: dict[Key, Link] = field(default_factory=dict)
    bearers: dict[Key, list[Link]] = field(default_factory=dict)

    def vertex(self, web: Web, unit: Key) -> Key:
        """The person whose own number it is; any other unit itself."""
        link = self.own.get(unit)
        return web.unit(link.other(unit)) if link else unit


async def own_numbers(web: Web, units: Iterable[Key]) -> Numbers:
    """Of the numbers among ``units``; where not all rows on them can be read or time is over, they are nobody's."""
    found = Numbers()
    sight = {"shown": web.classes, **web.scope.window(), "kinds": BEARING, "since": -OPEN_MS, "till": OPEN_MS}
    for kind, ids in by_kind(unit for unit in units if unit[0] in OWNED):
        try:
            rows = await web.budget.wait(web.graph.run(f"hop.{kind}", ids=ids, most=ROWS, **sight))
        except TimeoutError:
            web.late = True
            break
        for link in map(link_of, rows) if len(rows) < ROWS else ():
            number = link.start if link.start[0] == kind else link.end
            found.bearers.setdefault(number, []).append(link)
    await web.join(link.other(number) for number, links in found.bearers.items() for link in links)
    for number, links in found.bearers.items():
        links.sort(key=lambda link: link.latest)
        own = [link for link in links if link.edge.kind in OWN and in_frame(web.scope, link)]
        if own and len({web.unit(link.other(number)) for link in links}) == 1:
            found.own[number] = own[0]
    return found


def in_frame(scope: Scope, link: Link) -> bool:
    """Whether a question within this frame follows it: as the statements say."""
    at, until = link.edge.at_ms, link.edge.until_ms
    timed = not (at or until) or (at < scope.till and max(at, until) >= scope.since)
    return timed and link.edge.kind in scope.kinds
