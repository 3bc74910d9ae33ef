"""``python -m services.node.worker --folder DIR --parent PID``: does the jobs of one edge process, one after another.

A job comes on stdin and its reply goes to stdout (``pipe.py``). It ends with its parent, is nicer than whatever serves
calls, and is the first that a machine short of memory ends.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graph.errors import GraphRefused, GraphUnavailable
from graph.parent_death import die_with
from services.access.errors import InvalidArgument, Violation
from services.edge.refuse import place
from services.linkage.apart import Job, do
from services.linkage.ports import Graph
from services.linkage.sealed_graph import SealedGraph
from services.node import pipe
from services.node.graph_link import GraphLink, endpoint_of, seal_of
from services.node.pipe import Failed
from services.node.settings import load_settings

NICER: Final = 19
"""So that another agency's calls take 1.4 times as long under key players, and not 2.7 (`make bench`, part fair)."""
MAX_MEMORY: Final = 2 << 30
"""Address space in bytes: what takes more fails alone."""
FIRST_TO_GO: Final = "800"


Reply = tuple[str, Any]
"""What became of a job: ``done`` and its result, or how it was refused; see :func:`reply_to`, :func:`result_of`."""


async def reply_to(graph: Graph, job: Job[object]) -> Reply:
    """The job done, or why not, in what can be pickled."""
    try:
        return "done", await do(graph, job)
    except InvalidArgument as refused:
        return "invalid", refused.violations
    except GraphUnavailable as gone:
        return "unavailable", str(gone)
    except GraphRefused as refused:
        return "refused", str(refused)
    except Exception as error:
        return "failed", f"{type(error).__name__} at {place(error)}"


def result_of(reply: Reply) -> Any:
    """The result. Raises what the job raised: InvalidArgument, GraphUnavailable, GraphRefused; else Failed."""
    kind, said = reply
    if kind == "done":
        return said
    if kind == "invalid":
        violations: tuple[Violation, ...] = said
        raise InvalidArgument(*violations)
    if kind == "failed":
        raise Failed(said)
    raise (GraphUnavailable if kind == "unavailable" else GraphRefused)(said)


async def serve(graph: Graph, jobs: asyncio.StreamReader, out: int) -> None:
    """Until the stream of jobs ends, or nobody reads the replies."""
    with suppress(*pipe.GONE):
        while True:
            pipe.send(out, await reply_to(graph, await pipe.unpacked(jobs)))


async def _run(folder: Path) -> None:
    jobs = await pipe.jobs_in()
    settings = load_settings(folder)
    graph = GraphLink(endpoint_of(settings))
    try:
        await serve(SealedGraph(graph, seal_of(settings)), jobs, pipe.OUT)
    finally:
        await graph.close()


def give_way() -> None:
    """Serving goes first: for the processor, also when this wakes up, and where memory is short."""
    pipe.give_way(NICER)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)


def begin(parent: int) -> None:
    """What a worker does before its first job: private files, never outlive ``parent``, give way to whoever serves."""
    os.umask(0o077)
    die_with(parent)
    give_way()


def main(words: Sequence[str] | None = None) -> int:
    """Exit 0 when the parent closes the pipe."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="rabta-node-worker")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--parent", type=int, required=True)
    arguments = parser.parse_args(words)
    begin(arguments.parent)
    asyncio.run(_run(arguments.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
