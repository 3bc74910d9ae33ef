"""Which Subjects are one person, by the decisions that a caller may see. Pure.

Decisions are taken in the order in which they were made; one that would put two Subjects into one person of
whom a decision says that they differ is not followed. Never plain connected components.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key

MAX_SUBJECTS = 200
"""Subjects of one person; where decisions chain more, none of that chain is followed."""


def persons(subjects: Iterable[Key], decisions: Iterable[Link]) -> dict[Key, tuple[Key, ...]]:
    """Each Subject with all Subjects of its person, itself among them, ascending."""
    ordered = sorted(decisions, key=lambda link: (link.edge.known_ms, link.uid))
    apart = {frozenset((link.start, link.end)) for link in ordered if link.edge.note == "DIFFERENT"}
    groups: dict[Key, set[Key]] = {subject: {subject} for subject in subjects}
    for link in ordered:
        groups.setdefault(link.start, {link.start})
        groups.setdefault(link.end, {link.end})
    for link in ordered:
        one, other = groups[link.start], groups[link.end]
        if link.edge.note != "SAME" or one is other or differ(one, other, apart):
            continue
        one |= other
        for member in other:
            groups[member] = one
    return {key: tuple(sorted(group)) for key, group in groups.items()}


def differ(one: set[Key], other: set[Key], apart: set[frozenset[Key]]) -> bool:
    """Whether a decision keeps any two of them apart."""
    return bool(apart) and any(frozenset((a, b)) in apart for a in one for b in other)


def chains(decisions: Iterable[Link]) -> dict[Key, set[Key]]:
    """Every Subject with all that SAME decisions chain it to, whatever keeps them apart."""
    groups: dict[Key, set[Key]] = {}
    for link in decisions:
        one = groups.setdefault(link.start, {link.start})
        other = groups.setdefault(link.end, {link.end})
        if link.edge.note == "SAME" and one is not other:
            one |= other
            for member in other:
                groups[member] = one
    return groups


def walk(start: Key, end: Key, members: Sequence[Key], decisions: Iterable[Link]) -> list[Link]:
    """Fewest SAME decisions that lead from one Subject of a person to another, in order; none where they are one."""
    beside: dict[Key, list[tuple[Key, Link]]] = {}
    inside = set(members)
    for link in sorted(decisions, key=lambda link: link.uid):
        if link.edge.note == "SAME" and link.start in inside and link.end in inside:
            beside.setdefault(link.start, []).append((link.end, link))
            beside.setdefault(link.end, []).append((link.start, link))
    came: dict[Key, tuple[Key, Link] | None] = {start: None}
    queue = [start]
    for here in queue:
        for there, link in sorted(beside.get(here, ()), key=lambda pair: (pair[0], pair[1].uid)):
            if there not in came:
                came[there] = (here, link)
                queue.append(there)
    found: list[Link] = []
    step = came.get(end)
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return found[::-1]
