"""Several pages of one feed under way: each waits for the one before it, a while and no longer."""

from __future__ import annotations

import asyncio
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from services.records.errors import PageOutOfOrder
from services.signing.page import FIRST, Page
from services.values.records import RecordVersion
from tests.fakes.record_maker import FIA, POLICE, case_file, fir, party, person
from tests.fakes.records_node import Federation, Node, Place, open_node
from tests.fakes.stated import Written
from tests.integration.records.early_process import PATIENCE_S, send
from tests.shared import ROOT

LONG_S = 60.0
SOON_S = 10.0


def drafts(number: int, agency: str = POLICE) -> list[RecordVersion]:
    by: Written = {"agency": agency, "case_references": (fir(number + 1),)}
    return [case_file(f"f{number}", **by), party(f"p{number}", subject=person(), **by)]


def chain(node: Node, count: int) -> list[Page]:
    """The first pages of the police's feed."""
    pages: list[Page] = []
    for number in range(1, count + 1):
        previous = pages[-1].sha256 if pages else FIRST
        pages.append(node.page(POLICE, drafts(number), page_number=number, previous_sha256=previous))
    return pages


def patient(node: Node, seconds: float = LONG_S) -> Node:
    """The same node, whose pages wait longer; its requests have other ids."""
    return replace(node, context=replace(node.context, patience_s=seconds), sent=1000)


async def held(node: Node) -> list[tuple[int, int]]:
    """(seq, record) of the log."""
    async with node.context.store.snapshot() as view:
        return [(line.seq, line.record) for line in await view.feed(0, 1000)]


class TestAnEarlyPage:
    def test_waits_for_the_one_before_it(self, node: Node) -> None:
        async def run() -> None:
            first, second = chain(node, 2)
            waiting = asyncio.create_task(patient(node).send(second, POLICE))
            await asyncio.sleep(0.1)
            assert await held(node) == []
            assert not waiting.done()
            assert (await node.send(first, POLICE)).page_number == 1
            answer = await asyncio.wait_for(waiting, SOON_S)
            assert (answer.page_number, answer.accepted, answer.chain_sha256) == (2, 2, second.sha256)

        asyncio.run(run())

    def test_is_taken_in_order_however_many_come_and_in_which_order(self, node: Node) -> None:
        async def run() -> None:
            pages, eager = chain(node, 8), patient(node)
            coming = [asyncio.create_task(eager.send(page, POLICE)) for page in reversed(pages)]
            answers = await asyncio.wait_for(asyncio.gather(*coming), SOON_S)
            assert [answer.page_number for answer in answers] == list(range(8, 0, -1))
            assert len(await held(node)) == 16

        asyncio.run(run())

    def test_is_refused_as_ever_where_the_one_before_it_never_comes(self, node: Node) -> None:
        async def run() -> None:
            _, second = chain(node, 2)
            started = time.monotonic()
            with pytest.raises(PageOutOfOrder) as refused:
                await patient(node, 0.3).send(second, POLICE)
            assert time.monotonic() - started >= 0.3
            [broken] = refused.value.violations
            assert (broken.field, broken.rule, broken.text) == (
                "header.header.page_number",
                "page-order",
                "expected page 1",
            )
            assert await held(node) == []

        asyncio.run(run())

    def test_is_refused_once_another_page_has_come_before_it(self, node: Node) -> None:
        async def run() -> None:
            _, second = chain(node, 2)
            waiting = asyncio.create_task(patient(node).send(second, POLICE))
            await asyncio.sleep(0.05)
            await node.send(node.page(POLICE, drafts(9), page_number=1, previous_sha256=FIRST), POLICE)
            with pytest.raises(PageOutOfOrder) as refused:
                await asyncio.wait_for(waiting, SOON_S)
            assert refused.value.violations[0].rule == "page-chain"
            assert len(await held(node)) == 2

        asyncio.run(run())

    def test_sent_twice_at_once_is_answered_twice_and_taken_once(self, node: Node) -> None:
        async def run() -> None:
            (first, second), eager = chain(node, 2), patient(node)
            coming = [asyncio.create_task(eager.send(second, POLICE, f"again-{n}-page")) for n in range(2)]
            await asyncio.sleep(0.05)
            await node.send(first, POLICE)
            one, other = await asyncio.wait_for(asyncio.gather(*coming), SOON_S)
            assert one == other
            assert len(await held(node)) == 4

        asyncio.run(run())

    def test_keeps_nobody_else_waiting(self, node: Node) -> None:
        async def run() -> None:
            _, second = chain(node, 2)
            waiting = asyncio.create_task(patient(node).send(second, POLICE))
            await asyncio.sleep(0.05)
            await asyncio.wait_for(node.send(node.page(FIA, drafts(7, FIA)), FIA), SOON_S)
            other = node.page(POLICE, drafts(5), feed="corrections", page_number=1, previous_sha256=FIRST)
            await asyncio.wait_for(node.send(other, POLICE), SOON_S)
            waiting.cancel()

        asyncio.run(run())


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"page_number": 10}, "page-order"),
        ({"page_number": 2**40}, "page-order"),
        ({"previous_sha256": bytes(range(32))}, "page-chain"),
        ({"page_number": 1, "previous_sha256": FIRST}, "page-order"),
    ],
)
def test_what_cannot_be_next_does_not_wait(node: Node, changes: Place, rule: str) -> None:
    async def run() -> None:
        await node.send(node.page(POLICE, drafts(1)), POLICE)
        page = node.page(POLICE, drafts(2), **changes)
        with pytest.raises(PageOutOfOrder) as refused:
            await asyncio.wait_for(patient(node).send(page, POLICE), SOON_S)
        assert refused.value.violations[0].rule == rule

    asyncio.run(run())


def start(home: Path, folder: Path, pages: Path, numbers: list[int]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.records.early_process", str(home / "federation"), str(folder)]
    command += [str(pages), ",".join(map(str, numbers))]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def counts(folder: Path) -> tuple[int, int, int, int]:
    """Versions, different versions, last number given, pages."""
    db = sqlite3.connect(folder / "records.db")
    try:
        versions = db.execute("select count(*), count(distinct record || '/' || version), max(seq) from log").fetchone()
        return (*versions, db.execute("select count(*) from page").fetchone()[0])
    finally:
        db.close()


def prepared(known: Federation, folder: Path, count: int) -> tuple[Node, list[Page], Path]:
    node = open_node(folder / "node", known, patience_s=PATIENCE_S)
    pages, file = chain(node, count), folder / "pages"
    file.write_bytes(pickle.dumps(pages))
    return node, pages, file


def test_two_processes_share_a_feed(home: Path, known: Federation, tmp_path: Path) -> None:
    async def run() -> None:
        node, pages, file = prepared(known, tmp_path, 8)
        other = start(home, tmp_path / "node", file, [2, 3, 6, 7])
        answers = await asyncio.gather(*(send(node, pages, number) for number in (8, 5, 4, 1)))
        assert [answer.accepted for answer in answers] == [2] * 4
        assert other.wait(PATIENCE_S) == 0
        await node.context.store.close()

    asyncio.run(run())
    assert counts(tmp_path / "node") == (16, 16, 16, 8)


@pytest.mark.parametrize("seed", range(5))
def test_kill_9_of_one_of_two_processes_loses_and_doubles_nothing(
    home: Path, known: Federation, tmp_path: Path, seed: int
) -> None:
    """The page that was being taken is in or not; those behind it go in after it, once it is sent again."""

    async def run() -> None:
        node, pages, file = prepared(known, tmp_path, 8)
        other = start(home, tmp_path / "node", file, [1, 3, 5, 7])
        waiting = [asyncio.create_task(send(node, pages, number)) for number in (2, 4, 6, 8)]
        await asyncio.sleep(random.Random(seed).uniform(0, 0.08))
        other.send_signal(signal.SIGKILL)
        told, _ = other.communicate()
        for number in (1, 3, 5, 7):
            assert (await send(node, pages, number)).accepted == 2
        assert all(answer.accepted == 2 for answer in await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE_S))
        async with node.context.store.snapshot() as view:
            assert await view.feed_head(POLICE, "records") == (8, pages[-1].sha256)
        assert {int(line.split()[0]) for line in told.splitlines()} <= {1, 3, 5, 7}
        await node.context.store.close()

    asyncio.run(run())
    assert counts(tmp_path / "node") == (16, 16, 16, 8)
