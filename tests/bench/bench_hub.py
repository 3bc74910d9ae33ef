"""Reads through the whole path: TLS, tokens, signatures, policy, log, store.

    python -m tests.bench.bench_hub [VERSIONS]

``read.vs_echo``: whole history reads a second with 64 clients over a bare TLS gRPC echo of answers of
the same size, same sender, same number of server processes, medians of pairs that alternate;
``read.cpu_vs_echo``: the same ratio of CPU time, of all processes of the node and of the echo. Histories are drawn at random from
all persons; ``read_first.*``: each asked for the first time, so that nothing is prepared.
"""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import GetHistoryRequest
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.node.local import free_ports
from tests.bench.bench_import import fill
from tests.bench.bulk import cnics
from tests.bench.calibrate import say
from tests.bench.driver import Run, build, judge, send
from tests.bench.hub import Hub, rss_mb, running_hub, until_open
from tests.proc import command, ticks

READ = "/rabta.records.v1.RecordsService/GetHistory"
ECHO = "/rabta.bench.v1.Echo/Echo"
CLIENTS, CALLS, ALONE, PAIRS = 64, 6400, 300, 5


def body(cnic: str) -> bytes:
    """Body of a GetHistory request, serialised."""
    request = GetHistoryRequest(selector=Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=cnic)))
    return request.SerializeToString(deterministic=True)


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
    return sum(map(ticks, pids)) / 100


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
        say(f"server.rss_mb.{role(command(pid))}", rss_mb(pid), "MB")


def role(line: str) -> str:
    """What a process of the node is, by its command line."""
    if "-m audit" in line:
        return "writer"
    named = re.search(r"--role (\w+)", line)
    return named[1] if named else "node"


def main(versions: int = 20_000) -> None:
    """Measure reads through a hub and print each figure on a line of its own."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation") as hub:
            asyncio.run(until_open(hub))
            fill(hub, versions)
            measure_reads(hub, sender, folder, versions)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
