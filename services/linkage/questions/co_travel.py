"""Who travelled with a person: journeys that both made, whatever the names they were booked under.

Most journeys together first, then those on the emptiest of them, then by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import answer, cut, fitting
from services.linkage.questions.bearers import people_among, starts_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link
from services.linkage.questions.scope import OF_PEOPLE, Key, key_of, scope_of, within
from services.linkage.questions.web import Web
from services.values.network import Companion, CoTravelRequest, CoTravelResponse, NodeKey


async def co_travel(
    graph: Graph, rights: Rights, request: CoTravelRequest, budget: Budget = UNBOUNDED
) -> CoTravelResponse:
    """Raises InvalidArgument. A subject that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights, ("TRAVELLED",))
    subject = key_of("subject", request.subject, *OF_PEOPLE)
    least = within("least", request.least, 1, 20, 1)
    web = Web(graph, scope, budget=budget)
    seen = await starts_of(web, (subject,))
    people = people_among(web, seen)
    made = await journeys(web, people)
    shared = await together(web, people, made)
    full = {journey: len({web.unit(link.start) for link in links}) for journey, links in on_board(web, made).items()}
    companions = [unit for unit, trips in shared.items() if len(trips) >= least]
    companions.sort(key=lambda unit: (-len(shared[unit]), min(full[trip] for trip in shared[unit]), unit))
    chosen = companions[: scope.limit]
    told = tuple(
        Companion(NodeKey(*unit), tuple(NodeKey(*trip) for trip in made if trip in shared[unit])) for unit in chosen
    )
    travelled = [link for unit in chosen for trip in made for link in shared[unit].get(trip, ())]
    common = {trip for unit in chosen for trip in shared[unit]}
    own = [link for trip, links in made.items() if trip in common for link in links]
    links, cuts = fitting(scope, [*own, *travelled])
    keys = [*seen, *chosen]
    return CoTravelResponse(
        told, await answer(web, keys, links, (), (*cut("nodes", len(chosen), len(companions)), *cuts))
    )


async def journeys(web: Web, people: Sequence[Key]) -> dict[Key, list[Link]]:
    """Journeys of persons with their edges to each, oldest first."""
    await web.read(people, brake=False)
    made: dict[Key, list[Link]] = {}
    for unit in people:
        for journey, link in web.beside(unit):
            made.setdefault(journey, []).append(link)
    for links in made.values():
        links.sort(key=lambda link: link.oldest)
    return dict(sorted(made.items(), key=lambda item: (item[1][0].oldest[:2], item[0])))


async def together(web: Web, people: Sequence[Key], made: dict[Key, list[Link]]) -> dict[Key, dict[Key, list[Link]]]:
    """Other persons, with their edges to each journey that they shared.

    Of several who bear the number that was asked about, each is another to the rest.
    """
    await web.read(made)
    shared: dict[Key, dict[Key, list[Link]]] = {}
    for journey, links in on_board(web, made).items():
        riding = {web.unit(link.start) for link in links} & set(people)
        for link in links:
            other = web.unit(link.start)
            if not riding <= {other}:
                shared.setdefault(other, {}).setdefault(journey, []).append(link)
    return shared


def on_board(web: Web, made: dict[Key, list[Link]]) -> dict[Key, list[Link]]:
    """Edges of everyone on each journey, oldest first; none of a journey that is a hub."""
    return {
        journey: sorted((link for _, link in web.beside(journey)), key=lambda link: link.oldest) for journey in made
    }
