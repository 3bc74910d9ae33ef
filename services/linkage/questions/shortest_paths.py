"""How two nodes are connected: the shortest ways, and those one edge longer, until as many are found as asked.

Ways are of persons and things: Subjects of one person lie at no distance, and the decisions that make them one stand
in the path. Hubs are not passed through. Only what the caller sees can be avoided, else trials would tell which
record a hidden stretch goes through. Of ways of one length, those through less busy nodes come first; between two
nodes the latest edge stands for all. Where policy lets hidden records be known to exist, one way through them is told
if it is shorter than every way shown or there is none, after these.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut
from services.linkage.questions.ball import Search
from services.linkage.questions.bearers import group_of, starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link
from services.linkage.questions.path import Told, hidden_path, shown_path
from services.linkage.questions.routes import links_of, routes, told_route, weight
from services.linkage.questions.scope import Key, key_of, keys_of, refuse, scope_of, within
from services.linkage.questions.stubs import owners
from services.linkage.questions.web import Web
from services.values.network import Path, ShortestPathsRequest, ShortestPathsResponse, Stub

SLACK = 1
"""Edges that an alternative may have more than the shortest way."""


async def shortest_paths(
    graph: Graph, rights: Rights, request: ShortestPathsRequest, budget: Budget = UNBOUNDED
) -> ShortestPathsResponse:
    """Raises InvalidArgument. An end that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights)
    start, end = key_of("start", request.start), key_of("end", request.end)
    number = within("paths", request.paths, 1, 10, 3)
    longest = within("max_length", request.max_length, 1, 8, 6)
    avoid = keys_of("avoid", request.avoid, least=0)
    if start == end:
        refuse("end", "differs", "the ends are one node")
    if {start, end} & set(avoid):
        refuse("avoid", "differs", "an end is not avoided")
    web = Web(graph, scope, budget=budget)
    seen = await starts_of(web, (start, end))
    if not {start, end} <= set(seen):
        return ShortestPathsResponse((), await answer(web, seen, ()))
    avoided = await web.seen(avoid)
    await web.join(avoided)
    if web.unit(start) == web.unit(end):
        told = [shown_path(web, start, end, [])]
        return await respond(web, seen, told, False)
    shut = {web.unit(key) for key in avoided} - {web.unit(start), web.unit(end)}
    borne = group_of(web, start)[1:], group_of(web, end)[1:]
    naming = tuple(web.naming.values())
    search = Search(web, web.unit(start), web.unit(end), shut, lambda link: link.latest, borne, naming)
    found, more = await shown_routes(search, number, longest)
    told = [shown_path(web, start, end, links_of(search.roads, route)) for route in found]
    shortest = search.length(found[0]) if found else longest + 1
    if scope.hits and shortest > 1:
        told += await through_hidden(web, (start, end), avoided, shortest - 1)
    return await respond(web, seen, told, more)


async def shown_routes(search: Search, number: int, longest: int) -> tuple[list[tuple[Key, ...]], bool]:
    """The first ``number``, and whether more may be left out."""
    found: list[tuple[Key, ...]] = []
    more = False
    length = -1 if search.free else 0
    while length < longest and len(found) < number:
        length += 1
        await search.reach(length)
        some: list[tuple[Key, ...]] = []
        for steps in range(length, length + search.free + 1):
            ways, rest = routes(search.roads, search.start, search.end, steps, search.closed())
            some += [way for way in ways if search.length(way) == length]
            more |= rest
        some.sort(key=lambda route: weight(route, search.web.degree))
        found += some
        if found:
            longest = min(longest, search.length(found[0]) + SLACK)
    return found[:number], more or len(found) > number


async def through_hidden(shown: Web, ends: tuple[Key, Key], avoid: Sequence[Key], longest: int) -> list[Told]:
    """The shortest way of at most ``longest`` edges through records of which only the existence may be told."""
    scope = shown.scope
    web = Web(shown.graph, scope, sorted(scope.hits), shown)
    await web.join((*ends, *avoid))
    start, end = map(web.unit, ends)
    shut = {web.unit(key) for key in avoid} - {start, end}
    borne = group_of(shown, ends[0])[1:], group_of(shown, ends[1])[1:]
    order = lambda link: (bool(owners(scope, link)), owners(scope, link), link.latest)
    search = Search(web, start, end, shut, order, borne, shown.naming.values())
    for length in range(1, longest + 1):
        await search.reach(length)
        if search.met(length):
            break

    def told(here: Key, there: Key, link: Link) -> tuple[object, ...]:
        held = owners(scope, link)
        return (1, held) if held else (0, here, there)

    links = told_route(search.roads, start, end, search.closed(), told)
    return [hidden_path(web, *ends, links)] if links and search.length(passed(web, start, links)) <= longest else []


def passed(web: Web, start: Key, links: Sequence[Link]) -> list[Key]:
    """Units that a way meets."""
    units = [start]
    for link in links:
        one, other = web.unit(link.start), web.unit(link.end)
        units.append(other if one == units[-1] else one)
    return units


async def respond(web: Web, seen: list[Key], told: list[Told], more: bool) -> ShortestPathsResponse:
    """Number the stubs through, and show every node and edge of the paths."""
    paths: list[Path] = []
    stubs: list[Stub] = []
    for one in told:
        numbers = tuple(range(len(stubs), len(stubs) + len(one.stubs)))
        stubs += one.stubs
        paths.append(Path(tuple(one.keys()), tuple(link.edge.id for link in one.links), numbers))
    keys = [*seen, *(key for one in told for key in one.nodes)]
    links = [link for one in told for link in one.links]
    cuts = cut("paths", len(paths), len(paths) + 1 if more else len(paths), more)
    return ShortestPathsResponse(tuple(paths), await answer(web, keys, links, stubs, cuts))
