"""An invented wiretap: three leaders who call their lieutenants and one another all day, seen in 3,546 calls.

Each leader has lieutenants, each lieutenant a cell of runners who know nobody else; a taxi office that all call is next
to hundreds. Every phone but the taxi office's is one person's, by a seizure or a statement.
"""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx

from graph.model import EdgeRow, NodeRow
from tests.unit.linkage.questions.small import link

CALLS = 3_546
LEADERS = ("boss-1", "boss-2", "boss-3")
TAXI = "taxi"
LIEUTENANTS, RUNNERS, CUSTOMERS = 4, 3, 600


def members() -> dict[str, list[str]]:
    """Runners by their lieutenant."""
    return {
        f"{leader}-lt{one}": [f"{leader}-lt{one}-r{runner}" for runner in range(RUNNERS)]
        for leader in LEADERS
        for one in range(LIEUTENANTS)
    }


def known() -> list[tuple[str, str]]:
    """Who calls whom among the members."""
    found = list(combinations(LEADERS, 2))
    for lieutenant, runners in members().items():
        found += [(lieutenant.rpartition("-")[0], lieutenant), *((lieutenant, runner) for runner in runners)]
    return found


def wiretap(klass: int = 1) -> tuple[list[EdgeRow], list[NodeRow]]:
    """Calls and whose phones they are; persons with their names."""
    dice = random.Random("wiretap")
    busy = [pair for pair in known() if pair[0] in LEADERS]
    quiet = [pair for pair in known() if pair[0] not in LEADERS]
    pairs = [dice.choice(busy) for _ in range(CALLS - 3 * len(quiet))] + quiet * 3
    calls = [
        link("CALLED", *dice.sample(pair, 2), at_ms=place + 1, duration_s=60, klass=klass)
        for place, pair in enumerate(pairs)
    ]
    everyone = sorted({name for pair in known() for name in pair})
    calls += [link("CALLED", name, TAXI, at_ms=9, klass=klass) for name in everyone]
    calls += [link("CALLED", f"customer-{number}", TAXI, at_ms=9, klass=klass) for number in range(CUSTOMERS)]
    used = [link("PHONE_USED_BY", name, f"person {name}", klass=klass) for name in everyone]
    people = [NodeRow("SUBJECT", f"person {name}", klass, label=f"name of {name}") for name in everyone]
    return [*calls, *used], people


def plain() -> nx.Graph:
    """The members as a simple graph."""
    return nx.Graph(known())
