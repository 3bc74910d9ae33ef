"""From a question's bare answer to what leaves: desks for stubs, the graph's position, pictures, within bounds.

An answer that would be larger than SIZE is asked again with half as many rows, so that its own cuts say what is
missing; pictures that then do not fit are left out, and counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from services.access.trail import Inquiry, Trail
from services.linkage.app.room import Drawing, Room
from services.linkage.domain import Answer, Cut, Desk, Frame, Picture, Stub
from services.linkage.rights import Seen
from services.membership.registry import Registry

SIZE: Final = 2 * 1024 * 1024
LEAST: Final = 1
DEFAULT_LIMIT: Final = 50


async def asked(room: Room, seen: Seen, request: Any) -> Any:
    """The bare answer, of as many rows as fit. Raises InvalidArgument, GraphUnavailable."""
    question = room.questions[type(request)]
    answer = await question(room.graph, seen.rights, request)
    while room.size(answer) > SIZE:
        frame = request.frame or Frame()
        limit = (frame.limit or DEFAULT_LIMIT) // 2
        if limit < LEAST:
            break
        request = replace(request, frame=replace(frame, limit=limit))
        answer = await question(room.graph, seen.rights, request)
    return answer


def finished(
    room: Room, inquiry: Inquiry, registry: Registry, position: int, question: str, request: Any, found: Any
) -> Any:
    """Desks, position and pictures."""
    answer = found.answer or Answer()
    stubs = tuple(_with_desk(registry, stub) for stub in answer.stubs)
    found = replace(found, answer=replace(answer, stubs=stubs, position=position))
    frame = request.frame or Frame()
    return _with_pictures(room, inquiry, question, frame, found) if frame.pictures else found


def note(trail: Trail, answer: Answer) -> None:
    """Version names and feed rows behind the answer, for the log."""
    sources = [*(node.source for node in answer.nodes), *(edge.source for edge in answer.edges)]
    trail.records.extend(dict.fromkeys(source for source in sources if source))


def owners(answer: Answer) -> set[str]:
    """Agencies whose records or feeds are in it, in any form."""
    found = {node.owner for node in answer.nodes} | {edge.owner for edge in answer.edges}
    return (found | {stub.owner for stub in answer.stubs}) - {""}


def _with_desk(registry: Registry, stub: Stub) -> Stub:
    owner = registry.agency(stub.owner)
    if owner is None:
        return stub
    return replace(stub, owner_name=owner.display_name, desk=Desk(owner.desk.name, owner.desk.phone, owner.desk.email))


def _with_pictures(room: Room, inquiry: Inquiry, question: str, frame: Frame, found: Any) -> Any:
    formats = tuple(dict.fromkeys(each for each in frame.pictures if each))
    answer, left = found.answer, SIZE - room.size(found)
    pictures: list[Picture] = []
    for form in formats:
        picture = Picture(form, room.draw(Drawing(inquiry, question, found, form, frame.language)))
        if room.size(picture) <= left:
            left -= room.size(picture)
            pictures.append(picture)
    cuts = answer.cuts
    if len(pictures) < len(formats):
        cuts = (*cuts, Cut("pictures", len(pictures), len(formats)))
    return replace(found, answer=replace(answer, pictures=tuple(pictures), cuts=cuts))
