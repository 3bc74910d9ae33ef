"""What of a question is done apart: the search and the drawing, whole, with nothing of the call that asked.

Both take as long as the graph is dense, so a process of its own does them, with its own line to the engine. It is
handed the rights that the edge has decided and the request, and no key, token, officer or store; of what the caller may
not see it hands back how many there are by class, which the edge has names for.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar, cast

from graph.rights import Rights
from services.access.trail import Inquiry
from services.draw.network import Caption, NotArranged, draw
from services.linkage import wire
from services.linkage.absent import Without
from services.linkage.app.answering import asked
from services.linkage.app.context import Drawing, Found
from services.linkage.app.reached import Reached
from services.linkage.app.withheld import met, withheld
from services.linkage.ports import Graph
from services.linkage.questions.budget import Budget
from services.linkage.questions.registry import questions
from services.values import network
from services.values.selecting import named_in

T = TypeVar("T")


class Job(Generic[T]):
    """What is done apart; ``T`` is what it gives."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Search(Job[Found]):
    """A question under the rights of its caller. ``ends``: when its time is over, by this machine's monotonic clock,
    which all its processes share: a worker that is slow to start has less. ``told``: whether what it reaches is told.
    """

    rights: Rights
    request: network.QuestionRequest
    ends: float = math.inf
    told: bool = False


@dataclass(frozen=True, slots=True)
class Sketch(Job[bytes]):
    """A picture to be drawn, in the words of :func:`services.draw.network.draw`."""

    answer: network.Answer
    paths: tuple[network.Path, ...]
    caption: Caption
    format: str
    language: str
    centre: tuple[network.NodeKey, ...]


class Apart(Protocol):
    """Where jobs are done."""

    async def __call__(self, agency: str, until_ms: int, job: Job[T], /) -> T:
        """A job of an agency, by a time in epoch milliseconds. Raises as :func:`do`, and QuestionBusy."""
        ...


async def do(graph: Graph, job: Job[T]) -> T:
    """What a search :class:`Found`, or a picture's bytes, none where there is too much for a picture.

    Raises InvalidArgument, GraphUnavailable, GraphRefused.
    """
    done: object = await _searched(graph, job) if isinstance(job, Search) else _drawn(cast(Sketch, job))
    return cast(T, done)


async def _searched(graph: Graph, job: Search) -> Found:
    reached = Reached(graph)
    seen = Without(reached if job.told else graph, job.rights.absent)
    budget = Budget(job.ends - time.monotonic())
    answer = await asked(questions(), wire.encoded_size, seen, job.rights, job.request, budget)
    keys = met(named_in(job.request), answer.answer)
    counts = dict(await withheld(graph, job.rights, keys))
    return Found(answer, seen.left_out, counts, frozenset(reached.ids))


def _drawn(job: Sketch) -> bytes:
    try:
        return draw(job.answer, job.paths, job.caption, job.format, job.language, job.centre)
    except NotArranged:
        return b""


def timed(job: Job[T], ends: float) -> Job[T]:
    """The job with the end of its caller's time; a picture is drawn whole, or not at all."""
    return cast(Job[T], replace(job, ends=ends)) if isinstance(job, Search) else job


def sketch_of(drawing: Drawing) -> Sketch:
    """Paths, trails or chains are drawn as such."""
    found = drawing.answer
    paths = next((getattr(found, name) for name in ("paths", "trails", "chains") if hasattr(found, name)), ())
    caption = replace(caption_of(drawing.inquiry, drawing.question, drawing.frame), players=getattr(found, "told", ()))
    return Sketch(found.answer or network.Answer(), paths, caption, drawing.format, drawing.language, drawing.centre)


def caption_of(inquiry: Inquiry, question: str, frame: network.Frame) -> Caption:
    """Who asked, why, when, and for which times."""
    caller = inquiry.caller
    case = f"{caller.case_type}:{caller.case_key}"
    times = frame.as_of_ms, frame.from_ms, frame.to_ms
    return Caption(caller.officer, caller.agency, inquiry.now_ms, caller.purpose, case, question, *times)
