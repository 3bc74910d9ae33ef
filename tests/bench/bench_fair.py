"""``fair.p50_under_keyplayers``, ``fair.p50_under_pages``: another agency's read while one agency does its worst.

    python -m tests.bench.bench_fair

The p50 of a whole history read by one client of one agency, while another asks for key players without end, as many at
once as its workers and its waiting room hold, respectively submits pages of 500 versions, as many at once as an import
does; over the p50 of the same reads on the same, idle hub just before. Every read is judged.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from statistics import median

from rabta.linkage.v1 import feed_pb2
from rabta.linkage.v1 import question_pb2 as pb

from services.access.details import Details
from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.profile import load_profile
from services.demo.population import bulk
from services.node.workers import WAITING
from services.signing.es256 import PrivateKey
from tests.bench.bench_hub import Reads
from tests.bench.bench_import import submit
from tests.bench.bulk import Page, cited_case, cnics, drafts, pages
from tests.bench.calibrate import say
from tests.bench.driver import build
from tests.bench.hub import ASKER, OWNER, Hub, running_hub, until_open
from tests.e2e import network as net

TARGETS = ("records", "oversight", "linkage")
VERSIONS, MORE = 5_000, 180_000
READS, ROUNDS = 300, 3
OFFICER = "pp-1"
CASE = "PB/LAHORE/ICHHRA/9001/2024"
WEB, PHONES = 200, 10_000
AT_ONCE = 2 * (1 + WAITING)


def own_case() -> dict[str, str]:
    """The case that the worse agency's officer asks for."""
    return {
        "fir_no": "9001", "province": "PB", "district": "LAHORE", "station": "ICHHRA", "registered": "2024-01-05",
        "sections": "3/4 PTPA", "accused": "Nobody Known s/o Nobody Else", "accused_cnic": "99999-0000000-3",
        "officers": OFFICER, "step": "under investigation",
    }  # fmt: skip


def pages_of_owner(hub: Hub) -> list[Page]:
    """Its case and its records, in one feed."""
    key = PrivateKey.load(hub.local.files.agency(OWNER).page_key)
    rows = chain(drafts(OWNER, iter([own_case()])), drafts(OWNER, bulk(VERSIONS + MORE, 1)))
    return list(pages(hub.registry, OWNER, key, rows))


def asking_token(hub: Hub) -> str:
    """Of the officer, under the warrant."""
    why = Details("INVESTIGATE_CASE", "CRPC_CASE", "PECA_WARRANT", "COMMS_MONEY", "FIR", CASE)
    return hub.token(OWNER, OFFICER, "INVESTIGATOR", why)


def key_players(seed: int) -> bytes:
    """The dearest question there is."""
    around = [net.phone(PHONES + (seed + place) % WEB) for place in range(0, WEB, WEB // 20)]
    return pb.KeyPlayersRequest(around=around, radius=3, number=10).SerializeToString()


async def plant_web(hub: Hub) -> None:
    """The worse agency's own warrant and calls; returns when the graph shows them."""
    token = hub.upkeep_token(OWNER)
    async with Channel(load_profile(hub.local.profile(OWNER))) as channel:
        await channel.fetch_registry()
        await channel.call(net.LINKAGE + "RegisterAuthority", net.authority(net.WARRANT, CASE), token)
        body = net.page(net.WARRANT, "CDR", net.web_of_calls(PHONES, WEB))
        answer = (await channel.call(net.LINKAGE + "ImportFeedPage", body, token)).proven.body
        if feed_pb2.ImportFeedPageResponse.FromString(answer).added != WEB - 1:
            raise AssertionError("the calls were not taken")
        async with asyncio.timeout(180):
            while not await _players(hub, channel):
                await asyncio.sleep(1)


async def _players(hub: Hub, channel: Channel) -> bool:
    try:
        answer = (await channel.call(net.LINKAGE + "KeyPlayers", key_players(0), asking_token(hub))).proven.body
    except (Refusal, Unproven):
        return False
    return len(pb.KeyPlayersResponse.FromString(answer).players) == 10


@contextmanager
def meanwhile(attack: Callable[[threading.Event], None]) -> Iterator[None]:
    """The attack runs in a thread, from before the body until after it; AssertionError where it ended sooner."""
    over = threading.Event()
    thread = threading.Thread(target=attack, args=(over,))
    thread.start()
    try:
        over.wait(3.0)
        yield
        if not thread.is_alive():
            raise AssertionError("the attack ended before the reads did")
    finally:
        over.set()
        thread.join()


def keep_asking(hub: Hub, over: threading.Event) -> None:
    """Key players without end."""

    async def one(channel: Channel, seed: int) -> None:
        while not over.is_set():
            try:
                await channel.outcome(net.LINKAGE + "KeyPlayers", key_players(seed), asking_token(hub))
            except Unproven:
                await asyncio.sleep(0.1)

    async def many() -> None:
        async with Channel(load_profile(hub.local.profile(OWNER)), connections=8) as channel:
            await channel.fetch_registry()
            await asyncio.gather(*(one(channel, seed) for seed in range(AT_ONCE)))

    asyncio.run(many())


def keep_submitting(hub: Hub, left: list[Page], over: threading.Event) -> None:
    """Pages without end, a hundred in a row at a time."""
    while left and not over.is_set():
        some, left[:] = left[:10], left[10:]
        asyncio.run(submit(hub, OWNER, some))


def measure(hub: Hub, sender: Path, folder: Path, left: list[Page]) -> None:
    """Idle, then under each."""
    reads = Reads(hub, sender, folder, 0, cnics(VERSIONS))

    def p50() -> float:
        return median(reads.history(1, READS).p50_ms for _ in range(ROUNDS))

    reads.history(1, READS)
    idle = p50()
    say("fair.idle_p50_ms", idle, "ms")
    for name, attack in (
        ("keyplayers", lambda over: keep_asking(hub, over)),
        ("pages", lambda over: keep_submitting(hub, left, over)),
    ):
        with meanwhile(attack):
            under = p50()
        say(f"fair.{name}_p50_ms", under, "ms")
        say(f"fair.p50_under_{name}", under / idle, "ratio")


def main() -> None:
    """Measure another agency's calls with and without load and print each figure."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation", targets=TARGETS) as hub:
            asyncio.run(until_open(hub))
            left = pages_of_owner(hub)
            first, left = left[: VERSIONS // 500], left[VERSIONS // 500 :]
            files = hub.local.files
            asyncio.run(
                submit(hub, ASKER, list(cited_case(hub.registry, PrivateKey.load(files.agency(ASKER).page_key))))
            )
            asyncio.run(submit(hub, OWNER, first))
            asyncio.run(plant_web(hub))
            measure(hub, sender, folder, left)


if __name__ == "__main__":
    main()
