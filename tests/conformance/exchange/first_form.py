"""Writes what the first form of sync looked like: pages as they travelled, and an image of the messages they are of.

`python -m tests.conformance.exchange.first_form` made ``golden``. It is run again for another form of sync alone, beside
the first one and never in its place: a node of the first form does not read what is written anew.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import grpc_tools
from grpc_tools import protoc

from services.exchange.copies.wire import PullChangesResponse
from services.membership.registry import Registry
from services.values.copies import FeedCursor
from tests.conformance.exchange.at_rest import held
from tests.conformance.exchange.disks import File
from tests.conformance.exchange.known import Known, members
from tests.conformance.exchange.station import Station
from tests.conformance.exchange.world import ALL, HUB, World, open_world
from tests.fakes.record_maker import CUSTOMS, POLICE, expunged
from tests.shared import ROOT

HERE = Path(__file__).with_name("golden")
IMAGE, REGISTRY, PAGES, HELD = (HERE / name for name in ("image.binpb", "registry.binpb", "pages.json", "held.json"))
FILES = ("exchange_service", "order_service", "page", "order")


def agreed(registry: Registry) -> Registry:
    """The registry with the agreement under which the pages were given."""
    return replace(registry, agreements=(ALL._replace(id=f"of-{CUSTOMS}", giver=POLICE, holder=CUSTOMS),))


def image(target: Path) -> None:
    """A FileDescriptorSet of the messages of sync, with all that they import."""
    root = ROOT / "proto"
    files = [str(root / "rabta" / "exchange" / "v1" / f"{name}.proto") for name in FILES]
    googles = Path(grpc_tools.__file__).with_name("_proto")
    words = ["protoc", f"-I{root}", f"-I{googles}", "--include_imports", f"--descriptor_set_out={target}", *files]
    if protoc.main(words) != 0:
        raise SystemExit("the image could not be made")


async def story(world: World, registry: Registry) -> tuple[list[dict[str, object]], dict[str, int]]:
    """Pages that a member takes, as they travelled, and what it holds then by name and version."""
    await world.start()
    taker = world.stations[CUSTOMS]
    for station in world.stations.values():
        station.hear(registry)
    pages: list[dict[str, object]] = []
    record(taker, pages)
    for number in range(3):
        await world.add(number, child=number == 2)
    await world.round(taker, HUB)
    world.tick()
    await world.seal(0)
    await world.change(6, expunged)
    await world.round(taker, HUB)
    found = {name: each.version for name, each in (await held(taker)).items()}
    await world.close()
    return pages, found


def record(taker: Station, pages: list[dict[str, object]]) -> None:
    """Keep each answer that moves a cursor."""
    road = taker.roads[HUB]
    pull = road.pull

    async def kept(cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        answer = await pull(cursor, wait_ms)
        if answer.items:
            raw = answer.SerializeToString(deterministic=True)
            pages.append({"feed": cursor.feed, "header": answer.header.hex(), "page": raw.hex()})
        return answer

    road.pull = kept  # type: ignore[method-assign]  # of this one road


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        known: Known = members(Path(folder))
        REGISTRY.write_bytes(known.signed)
        world = open_world(Path(folder), known.federation, known.keys, "star", File)
        pages, found = asyncio.run(story(world, agreed(known.federation.registry)))
    PAGES.write_text(json.dumps(pages, indent=1) + "\n", "utf-8")
    HELD.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    image(IMAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
