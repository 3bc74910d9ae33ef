"""A port that somebody listens on is refused by name, however willing the kernel is to share it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.node.local import Local, free_ports, write_hub_settings
from services.node.ports import PortTaken, check_free, held, split
from tests.fakes import live
from tests.shared import PATIENCE_S, ROOT

ENVIRONMENT = {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "PATH": ""}


@contextmanager
def listener(host: str, port: int, *, shares: bool) -> Iterator[None]:
    """A stranger's server; ``shares``: as an edge process does, with SO_REUSEPORT."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, int(shares))
        server.bind((host, port))
        server.listen()
        yield


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::1"])
@pytest.mark.parametrize("shares", [True, False])
def test_a_port_where_a_stranger_listens_is_refused_by_its_number(host: str, shares: bool, port: int) -> None:
    listen = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    with listener(host, port, shares=shares):
        with pytest.raises(PortTaken, match=str(port)):
            check_free([listen], 0)
        with pytest.raises(PortTaken, match=str(port)), held(listen, 0):
            pass
    check_free([listen], 0)


def test_loopback_is_taken_by_who_listens_everywhere(port: int) -> None:
    with listener("0.0.0.0", port, shares=True), pytest.raises(PortTaken):
        check_free([f"127.0.0.1:{port}"], 0)


def test_the_first_that_is_taken_is_named(port: int) -> None:
    free = [f"127.0.0.1:{number}" for number in free_ports(2)]
    with listener("127.0.0.1", port, shares=True), pytest.raises(PortTaken, match=rf"127\.0\.0\.1:{port} "):
        check_free([free[0], f"127.0.0.1:{port}", free[1]], 0)


def test_who_was_killed_a_moment_ago_is_waited_for(port: int) -> None:
    code = "import socket,sys,time;s=socket.socket();s.bind(('127.0.0.1',int(sys.argv[1])));s.listen();time.sleep(0.4)"
    leaving = subprocess.Popen([sys.executable, "-c", code, str(port)])
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.01)
        check_free([f"127.0.0.1:{port}"], 5)
    finally:
        leaving.kill()
        leaving.wait()


def test_of_two_that_start_at_one_moment_one_has_it(port: int) -> None:
    """Neither listens yet: the port itself would tell neither of them."""
    code = (
        "import sys,time\nfrom services.node.ports import PortTaken, held\n"
        "try:\n with held(sys.argv[1], 0.3):\n  print('held', flush=True); time.sleep(2)\n"
        "except PortTaken as taken:\n print(taken)\n"
    )
    command = [sys.executable, "-c", code, f"127.0.0.1:{port}"]
    both = [subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate(timeout=PATIENCE_S)[0].strip() for process in both)
    assert said[1] == "held"
    assert said[0].startswith(f"127.0.0.1:{port} is in use")


def test_it_is_given_back(port: int) -> None:
    for _ in range(2):
        with held(f"127.0.0.1:{port}", 0):
            check_free([f"127.0.0.1:{port}"], 0)


def test_an_address_that_is_not_ours_is_another_error() -> None:
    with pytest.raises(OSError) as caught:
        check_free(["192.0.2.1:7443"], 0)
    assert not isinstance(caught.value, PortTaken)


@given(st.integers(1, 65535), st.sampled_from(["127.0.0.1", "hub.rabta.pk", "[::1]", "0.0.0.0"]))
def test_host_and_port(port: int, host: str) -> None:
    assert split(f"{host}:{port}") == (host.strip("[]"), port)


def test_a_hub_does_not_start_beside_another(tmp_path: Path, port: int) -> None:
    """Two copies of one folder shared a port, and answers went missing: the second starts nothing at all."""
    files = live.copied(tmp_path)
    write_hub_settings(Local(files, port, {}))
    command = [sys.executable, "-m", "services.node", "--folder", str(files.hub.folder), "--target", "records"]
    with listener("127.0.0.1", port, shares=True):
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"rabta: PortTaken: 127.0.0.1:{port} is in use")
    assert not (files.hub.folder / "admin").exists()
    assert not (files.hub.folder / "audit" / "writer.toml").exists()
