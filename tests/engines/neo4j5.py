"""Neo4j 5.26 Community on a free loopback port: jars by Maven, kept in the user's cache, one process per session."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import neo4j

from graph.endpoint import Endpoint
from graph.engine import GraphEngine
from services.node.local import free_ports
from tests.shared import PATIENCE_S, ROOT, wanting
from tests.starting import NEO4J5, starts
from tests.starts import count_start

HERE = ROOT / "tests" / "engines"
OPEN = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def jars() -> Path:
    """Folder of the jars; fetched once, under a lock, since two test processes may come at a time."""
    pom = (HERE / "pom.xml").read_text("utf-8")
    version = pom.partition("<neo4j.version>")[2].partition("<")[0]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rabta"
    cache.mkdir(parents=True, exist_ok=True)
    found = cache / f"neo4j-{version}"
    with (cache / "neo4j.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            fetch(found)
    return found


def fetch(target: Path) -> None:
    """Whole or not at all."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run([*command, f"-DoutputDirectory={partial}"], capture_output=True, check=False)
    if done.returncode:
        wanting("the jars of Neo4j: Maven cannot fetch them")
    partial.rename(target)


def launch(home: Path, port: int, heap: str = "512m", *, once: bool = False) -> subprocess.Popen[bytes]:
    """Start it; ``until_ready`` waits for it. It ends when its standard input is closed.

    ``once``: it plans a statement once, as planning is most of what small graphs cost it; no bench has it so.
    """
    starts(NEO4J5)
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            wanting(f"{program}, which Neo4j needs")
    count_start("Neo4j")
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPEN]
    command = ["java", "-Xms128m", f"-Xmx{heap}", "-cp", f"{jars()}/*", *opened]
    home.mkdir(parents=True, exist_ok=True)
    with (home / "err.log").open("ab") as log:
        return subprocess.Popen(
            [*command, str(HERE / "Launch.java"), str(home), str(port), *(["once"] if once else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )


def until_ready(process: subprocess.Popen[bytes], home: Path) -> None:
    """Wait until it listens."""
    assert process.stdout is not None
    while (line := process.stdout.readline()).strip() != b"ready":
        assert line, (home / "err.log").read_text("utf-8")


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and see that it has."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


@contextlib.contextmanager
def neo4j_process(home: Path, heap: str = "512m") -> Iterator[tuple[Endpoint, int]]:
    """Where it is, and its process id."""
    port = free_ports(1)[0]
    with _ended(launch(home, port, heap)) as process:
        until_ready(process, home)
        yield first_login(f"bolt://127.0.0.1:{port}"), process.pid


@contextlib.contextmanager
def planning_once(home: Path) -> Iterator[tuple[Endpoint, int]]:
    """As :func:`neo4j_process`, of one that plans each statement once."""
    port = free_ports(1)[0]
    with _ended(launch(home, port, once=True)) as process:
        until_ready(process, home)
        yield first_login(f"bolt://127.0.0.1:{port}"), process.pid


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        end(process)


def first_login(uri: str) -> Endpoint:
    """Change the password that every new Neo4j has."""
    endpoint = Endpoint(uri, "neo4j", secrets.token_urlsafe(18), "neo4j")
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $fresh"
        driver.execute_query(change, {"fresh": endpoint.password}, database_="system")

    async def seen() -> None:
        engine = await GraphEngine.connect(uri, endpoint.user, endpoint.password, endpoint.database)
        await engine.close()

    asyncio.run(seen())
    return endpoint
