"""What judging makes of the records of a node, by one version of the registry and another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from services.access.class_text import read_class
from services.membership.registry import Registry
from services.records.app.again import NOTHING, judge_again
from services.records.judging_port import Left
from services.records.ports import Transaction
from services.records.protection.classes import derived_of_class
from services.records.protection.stricter import stricter
from services.values.records import RecordVersion
from tests.fakes.records_node import Federation, Node, open_node
from tests.fakes.world.registries import early


class Kept(NamedTuple):
    """All that judging makes of a record."""

    klass: str
    act_day: int | None
    facts: str
    births: tuple[tuple[str, str], ...]


def by(node: Node, registry: Registry) -> None:
    """Judge the node's next pages by another version."""
    node.federation = replace(node.federation, registry=registry)


def later(known: Federation, version: int = 2) -> Registry:
    """Everything that the federation's registry says, as a later version."""
    return early(known.registry, (), version)


async def kept(node: Node) -> dict[str, Kept]:
    async def job(tx: Transaction) -> dict[str, Kept]:
        heads = await tx.heads_numbered(range(1, (await tx.log_head()).seq + 1))
        texts = await tx.classes(sorted({head.klass for head in heads}))
        said = {}
        for head in heads:
            tokens = [each[1:] for each in head.people.split() if each != "-"]
            words = [(facts.token, word.by) for facts in await tx.person_facts(tokens) for word in facts.words]
            said[f"{head.agency}/{head.record_id}"] = Kept(
                texts[head.klass], head.act_day, head.facts, tuple(sorted(words))
            )
        return said

    return await node.context.store.write(job)


async def judged(node: Node) -> list[Left]:
    """Every batch until nothing is left; what was left after each."""
    found = []
    while (left := await judge_again(node.context, node.federation.registry, node.now_ms)) != NOTHING:
        found.append(left)
        assert len(found) < 1000
    return found


def lowered(before: dict[str, Kept], after: dict[str, Kept]) -> list[str]:
    """Records that are protected less than before."""
    found = []
    for name, was in before.items():
        one, now = (derived_of_class(read_class(each.klass)) for each in (was, after[name]))
        if stricter(one, now) != now:
            found.append(name)
    return found


async def send(node: Node, pages: list[list[RecordVersion]]) -> None:
    for page in pages:
        node.now_ms += 1
        await node.send(node.page(page[0].agency, page), page[0].agency)


def walk(folder: Path, known: Federation, steps: Callable[[Node], Awaitable[None]]) -> None:
    async def run() -> None:
        node = open_node(folder / "node", known)
        try:
            await steps(node)
        finally:
            await node.context.store.close()

    asyncio.run(run())
