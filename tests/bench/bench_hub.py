"""Reads and imports through the whole path: TLS, tokens, signatures, policy, log, store.

    python -m tests.bench.bench_hub [VERSIONS]

``read.vs_echo``: whole history reads a second with 64 clients over a bare TLS gRPC echo of answers of
the same size, same sender, same number of server processes, medians of pairs that alternate;
``read.cpu_vs_echo``: the same ratio of server CPU time. Histories are drawn at random from
all persons; ``read_first.*``: each asked for the first time, so that nothing is prepared.
``import.sqlite.vs_bulk``: versions a second over the wire, signed and logged, over a plain
bulk insert of the rows that end up in the store, in the order in which they arrived;
``import.sqlite.vs_bulk_by_key``: in the order of their keys.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, SubmitPageResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.feed import CONNECTIONS, PAGES_AT_ONCE
from services.client.profile import load_profile
from services.node.local import free_ports
from services.signing.es256 import PrivateKey
from tests.bench.bulk import Page, bulk_pages, cited_case, cnics, plain_insert_s
from tests.bench.driver import Run, build, judge, send
from tests.bench.hub import ASKER, OWNER, Hub, command_of, rss_mb, running_hub

READ = "/rabta.records.v1.RecordsService/GetHistory"
SUBMIT = "/rabta.records.v1.RecordsService/SubmitPage"
ECHO = "/rabta.bench.v1.Echo/Echo"
CLIENTS, CALLS, ALONE, PAIRS = 64, 6400, 300, 5


def say(name: str, value: float, unit: str) -> None:
    """One figure."""
    shown = f"{value:.0f}" if value >= 1000 else f"{value:.4g}"
    sys.stdout.write(f"{name} {shown} {unit}\n")
    sys.stdout.flush()


def body(cnic: str) -> bytes:
    """A GetHistory request."""
    request = GetHistoryRequest(selector=Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=cnic)))
    return request.SerializeToString(deterministic=True)


async def submit(hub: Hub, agency: str, pages: list[Page]) -> float:
    """Seconds to submit pages as `rabta import` does: a few at once, over several connections in turn."""
    token = hub.upkeep_token(agency)
    async with Channel(load_profile(hub.local.profile(agency)), lanes=CONNECTIONS) as channel:
        await channel.fetch_registry()

        async def send(page: Page) -> None:
            answer = SubmitPageResponse.FromString((await channel.call(SUBMIT, page.body, token)).proven.body)
            if answer.accepted != page.versions:
                raise AssertionError(f"accepted {answer.accepted} of {page.versions}: {list(answer.refused)[:1]}")

        started = time.perf_counter()
        under_way = deque[asyncio.Task[None]]()
        for page in pages:
            if len(under_way) == PAGES_AT_ONCE:
                await under_way.popleft()
            under_way.append(asyncio.create_task(send(page)))
        await asyncio.gather(*under_way)
        return time.perf_counter() - started


async def until_open(hub: Hub, patience_s: float = 40.0) -> None:
    """Wait until the hub answers: the log is open and the registry in it. TimeoutError."""
    async with asyncio.timeout(patience_s):
        while True:
            try:
                async with Channel(load_profile(hub.local.profile(ASKER))) as channel:
                    await channel.fetch_registry()
                    return
            except (Refusal, Unproven):
                await asyncio.sleep(0.3)


@contextmanager
def echo_servers(hub: Hub, processes: int, size: int) -> Iterator[tuple[int, list[int]]]:
    """Bare echo processes: their one port and their process ids."""
    port, node = free_ports(1)[0], hub.local.files.hub
    command = [sys.executable, "-m", "tests.bench.echo_server", str(port), str(node.tls_key), str(node.tls_crt)]
    command += [str(node.ca_crt), str(size)]
    running = [subprocess.Popen(command) for _ in range(processes)]
    try:
        time.sleep(1.5)
        yield port, [process.pid for process in running]
    finally:
        for process in running:
            process.terminate()
            process.wait(20)


def cpu_s(pids: list[int]) -> float:
    """CPU seconds that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


class Reads:
    """One hub, one echo, one sender."""

    def __init__(self, hub: Hub, sender: Path, folder: Path, port: int, numbers: list[str]) -> None:
        self.hub, self.sender, self.folder, self.port = hub, sender, folder, port
        self.numbers, self.dice = numbers, random.Random(7)

    def history(self, connections: int, calls: int, numbers: list[str] | None = None) -> Run:
        """Prepared, sent, and every answer judged."""
        chosen = numbers or [self.dice.choice(self.numbers) for _ in range(calls)]
        prepared = self.hub.prepare(READ, [body(number) for number in chosen])
        run = send(self.sender, self.folder, self.hub, self.hub.local.port, READ, prepared, connections)
        judge(self.hub, READ, prepared, run)
        return run

    def echo(self, connections: int, calls: int) -> Run:
        """The same calls to the bare echo."""
        prepared = self.hub.prepare(ECHO, [body(self.numbers[0])] * calls)
        run = send(self.sender, self.folder, self.hub, self.port, ECHO, prepared, connections, plain=True)
        if run.statuses != {0: calls}:
            raise AssertionError(f"echo: {run.statuses}")
        return run


def measure_import(hub: Hub, folder: Path, versions: int) -> None:
    """Import, and the plain insert of what it left in the store."""
    files = hub.local.files
    asyncio.run(submit(hub, ASKER, list(cited_case(hub.registry, PrivateKey.load(files.agency(ASKER).page_key)))))
    pages = list(bulk_pages(hub.registry, PrivateKey.load(files.agency(OWNER).page_key), versions))
    seconds = asyncio.run(submit(hub, OWNER, pages))
    number = sum(page.versions for page in pages)
    store = files.hub.folder / "records.db"
    plain = median([plain_insert_s(store, folder) for _ in range(3)])
    by_key = median([plain_insert_s(store, folder, by_key=True) for _ in range(3)])
    say("import.sqlite.versions_s", number / seconds, "versions/s")
    say("import.sqlite.bulk_versions_s", number / plain, "versions/s")
    say("import.sqlite.vs_bulk", plain / seconds, "ratio")
    say("import.sqlite.vs_bulk_by_key", by_key / seconds, "ratio")


def measure_reads(hub: Hub, sender: Path, folder: Path, versions: int) -> None:
    """Histories against the echo."""
    numbers = cnics(versions)
    first = Reads(hub, sender, folder, 0, numbers)
    sample = first.history(1, 50)
    size = round(median([len(answer) for _, _, _, answer in sample.answers]))
    say("read.answer_bytes", size, "B")
    with echo_servers(hub, 2, size) as (port, bare):
        reads = Reads(hub, sender, folder, port, numbers)
        fresh = numbers[: min(len(numbers), CALLS)]
        cold = reads.history(CLIENTS, len(fresh), fresh)
        reads.history(CLIENTS, CALLS)
        node = hub.node_processes
        ratios, used, floor, read_runs, echo_runs = [], [], [], [], []
        for _ in range(PAIRS):
            before = cpu_s(bare)
            echo_runs.append(reads.echo(CLIENTS, CALLS))
            floor.append((cpu_s(bare) - before) / CALLS * 1e6)
            before = cpu_s(node)
            read_runs.append(reads.history(CLIENTS, CALLS))
            used.append((cpu_s(node) - before) / CALLS * 1e6)
            ratios.append(read_runs[-1].calls_s / echo_runs[-1].calls_s)
        alone_echo, alone_read = reads.echo(1, ALONE), reads.history(1, ALONE)
    say("echo.calls_s", median([run.calls_s for run in echo_runs]), "calls/s")
    say("echo.p50_ms", alone_echo.p50_ms, "ms")
    say("read.calls_s", median([run.calls_s for run in read_runs]), "calls/s")
    say("read.vs_echo", median(ratios), "ratio")
    say("read.server_us", median(used), "us")
    say("echo.server_us", median(floor), "us")
    say("read.cpu_vs_echo", median([bare_us / us for bare_us, us in zip(floor, used, strict=True)]), "ratio")
    say("read.client_us", median([run.client_us for run in read_runs]), "us")
    say("read.p50_ms", alone_read.p50_ms, "ms")
    say("read.p50_vs_echo", alone_read.p50_ms / alone_echo.p50_ms, "ratio")
    say("read.p50_64_ms", median([run.p50_ms for run in read_runs]), "ms")
    say("read_first.calls_s", cold.calls_s, "calls/s")
    say("read_first.vs_echo", cold.calls_s / median([run.calls_s for run in echo_runs]), "ratio")
    for pid in node:
        say(f"server.rss_mb.{'writer' if '-m audit' in command_of(pid) else 'edge'}", rss_mb(pid), "MB")


def main(versions: int = 20_000) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation") as hub:
            asyncio.run(until_open(hub))
            measure_import(hub, folder, versions)
            measure_reads(hub, sender, folder, versions)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
