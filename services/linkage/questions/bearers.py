"""Whom a start of a question stands for: a document or phone means the persons who bear it, besides itself.

Who bears it is what the caller sees of it within the frame's window and "as of"; a number whose bearers are all hidden
is as one that nobody bears. Several bearers stay several, unless a decision that the caller sees makes them one: the
answer says whom a number stands for, with the evidence (ADR 80). Where money or calls start from a person, the person's
accounts or phones are found in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.linkage.questions.answering import cut
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.scope import PERSONAL, Key
from services.linkage.questions.web import ROWS, Web, by_kind

MAX_BEARERS: Final = 20
"""Persons of one number that a question starts from, and accounts or phones of one start."""
SHARE: Final = 0.3
"""Of the time that is left: what a start stands for is not all that is asked."""
BEARING: Final = ("IDENTIFIED_BY", "PHONE_REGISTERED_TO", "PHONE_USED_BY", "PHONE_FOUND_WITH")
OF_PERSON: Final = {
    "ACCOUNT": ("ACCOUNT_HELD_BY", "ACCOUNT_USED_BY"),
    "PHONE": ("PHONE_REGISTERED_TO", "PHONE_USED_BY", "PHONE_FOUND_WITH"),
}
"""Kinds of edges by which a thing that questions start from is a person's."""


async def starts_of(web: Web, asked: Iterable[Key]) -> list[Key]:
    """Nodes asked about that the caller sees, then one Subject of each person whom a number among them stands for.

    A number is seen by an edge that the question follows, or by one that names its bearer.
    """
    named = list(dict.fromkeys(asked))
    numbers = [key for key in named if key[0] in PERSONAL]
    links = await _named(web, numbers, BEARING)
    plain = set(await web.seen(named))
    seen = [key for key in named if key in plain or links.get(key)]
    await web.join([*seen, *(_subject(link) for found in links.values() for link in found)])
    for number in numbers:
        _bear(web, number, links[number])
    return list(dict.fromkeys([*seen, *(one for some in web.borne.values() for one in some)]))


async def things_of(web: Web, asked: Key, kind: str) -> list[Key]:
    """``asked`` if it is of ``kind`` and seen; else things of that kind which belong to whom it stands for."""
    if asked[0] == kind:
        return await web.seen((asked,))
    people = [key for key in await starts_of(web, (asked,)) if key[0] == "SUBJECT"]
    members = list(dict.fromkeys(member for key in people for member in web.members(key)))
    found = [link for some in (await _named(web, members, OF_PERSON[kind])).values() for link in some]
    things: dict[Key, list[Link]] = {}
    for link in sorted(found, key=lambda link: link.latest):
        things.setdefault(link.start, []).append(link)
    kept = fairly(things)
    web.left_out += cut("starts", len(kept), len(things))
    web.naming.update({link.uid: link for link in found if link.start in kept})
    return kept


def people_among(web: Web, starts: Iterable[Key]) -> list[Key]:
    """Units of the Subjects among starts, each once."""
    return list(dict.fromkeys(web.unit(key) for key in starts if key[0] == "SUBJECT"))


def group_of(web: Web, key: Key) -> list[Key]:
    """A start's unit, then the units of whom it stands for."""
    return list(dict.fromkeys([web.unit(key), *map(web.unit, web.borne.get(key, ()))]))


def _bear(web: Web, number: Key, links: Sequence[Link]) -> None:
    """Note whom a number stands for, and by which evidence."""
    people: dict[Key, list[Link]] = {}
    for link in links:
        people.setdefault(web.unit(_subject(link)), []).append(link)
    kept = fairly(people)
    if not kept:
        return
    web.borne[number] = tuple(_subject(people[unit][0]) for unit in kept)
    web.naming.update({link.uid: link for link in links if web.unit(_subject(link)) in kept})
    web.left_out += cut("bearers", len(kept), len(people))


def fairly(held: Mapping[Key, Sequence[Link]]) -> list[Key]:
    """At most MAX_BEARERS of those held, in their order: each owner's first, then each owner's second, and so on.

    Whoever enters many bearers of a number pushes out nobody's but their own.
    """
    taken: dict[str, int] = {}
    turn: dict[Key, int] = {}
    for key, links in held.items():
        owners = {link.edge.owner for link in links}
        turn[key] = min(taken.get(owner, 0) for owner in owners)
        for owner in owners:
            taken[owner] = taken.get(owner, 0) + 1
    kept = set(sorted(held, key=lambda key: turn[key])[:MAX_BEARERS])
    return [key for key in held if key in kept]


async def _named(web: Web, keys: Sequence[Key], kinds: Sequence[str]) -> dict[Key, list[Link]]:
    """Edges of these kinds at each node, latest first, whatever kinds the frame follows; within a part of the time."""
    found: dict[Key, dict[tuple[str, ...], Link]] = {key: {} for key in keys}
    sight = {"shown": web.classes, **web.scope.window(), "kinds": list(kinds)}
    for kind, ids in by_kind(keys):
        try:
            rows = await web.budget.part(SHARE).wait(web.graph.run(f"hop.{kind}", ids=ids, most=ROWS, **sight))
        except TimeoutError:
            web.late = True
            break
        for link in map(link_of, rows):
            for key in {link.start, link.end} & found.keys():
                found[key][link.uid] = link
    return {key: sorted(links.values(), key=lambda link: link.latest) for key, links in found.items()}


def _subject(link: Link) -> Key:
    return link.start if link.start[0] == "SUBJECT" else link.end
