"""Row 2 in the graph: nobody asks about themselves or their kin, and nothing of either is shown to them.

A Subject is asked for by all the numbers of its person, and a number by those of whom it leads to, as far as the
caller sees them: a refusal must not tell of what is hidden from them. Whoever is not asked for is left out, as if the
graph did not hold them: the numbers that the officer declared, and the persons whom they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graph.model import NAMING, NUMBERS
from graph.rights import Rights
from graph.rows import NodeId, read
from services.access.errors import OwnOrKin
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry, Trail
from services.linkage.ports import Graph
from services.linkage.questions.link import link_of
from services.linkage.questions.scope import Key, scope_of
from services.linkage.questions.web import ROWS, Web, by_kind
from services.linkage.rights import Seen
from services.values.network import Frame, NodeKey
from services.values.selecting import declared

ALARM: Final = "own-or-kin"


async def refuse_own(graph: Graph, seen: Seen, inquiry: Inquiry, keys: Iterable[NodeKey]) -> None:
    """Raises OwnOrKin, with the alarm in the trail; GraphUnavailable."""
    if not inquiry.caller.own_and_kin:
        return
    found = await numbers_of(graph, seen.rights, [(key.kind, key.id) for key in keys])
    if is_own_or_kin(inquiry.caller, declared(NodeKey(*key) for key in found)):
        note_own(inquiry.trail)
        raise OwnOrKin


def note_own(trail: Trail) -> None:
    """Tell oversight, in the sealed part alone."""
    if ALARM not in trail.alarms:
        trail.alarms.append(ALARM)


async def own_of(graph: Graph, rights: Rights, inquiry: Inquiry) -> frozenset[Key]:
    """Nodes that are absent to this caller: declared numbers, and all Subjects of whom they name, hits as well.

    Raises OwnOrKin where they name more than can be read, GraphUnavailable.
    """
    marks = sorted(inquiry.caller.own_and_kin)
    if not marks:
        return frozenset()
    numbers = {(node.kind, node.id) for node in read(NodeId, await graph.run("declared", marks=marks))}
    if not numbers:
        return frozenset()
    web = Web(graph, scope_of(Frame(edge_kinds=NAMING), rights))
    named = await _beside(web, numbers, [*rights.shown, *rights.hits])
    if len(named) >= ROWS:
        note_own(inquiry.trail)
        raise OwnOrKin
    await web.join(named)
    return frozenset(numbers.union(*map(web.members, named)))


async def numbers_of(graph: Graph, rights: Rights, keys: Iterable[Key]) -> set[Key]:
    """Numbers of every person who is named, or whom a named number leads to."""
    web = Web(graph, scope_of(Frame(edge_kinds=NAMING), rights))
    named = set(keys)
    people = {key for key in named if key[0] == "SUBJECT"}
    people |= await _beside(web, {key for key in named if key[0] in NUMBERS})
    await web.join(people)
    return await _beside(web, {member for one in people for member in web.members(one)})


async def _beside(web: Web, keys: set[Key], classes: Sequence[int] = ()) -> set[Key]:
    found: set[Key] = set()
    for kind, ids in by_kind(sorted(keys)):
        shown = list(classes) or web.classes
        rows = await web.graph.run(f"hop.{kind}", ids=ids, shown=shown, most=ROWS, **web.scope.window())
        found |= {link.other(key) for link in map(link_of, rows) for key in (link.start, link.end) if key in keys}
    return found
