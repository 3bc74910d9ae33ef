"""Three PostgreSQL nodes under Patroni with one etcd, on loopback ports that were free; all of it ends with the block.

Patroni is installed from ``requirements-failover.lock`` into the cluster's own folder, for the interpreter that the
server's user may run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from services.demo.server import OTHER, USER, as_server, installed_wheel, reachable
from services.node.local import free_ports
from tests.shared import ROOT, wanting

NAMES: Final = ("one", "two", "three")
TTL_S, LOOP_S, RETRY_S = 20, 2, 5
"""Of the leader's key in etcd, of Patroni's rounds, of its requests."""
START_S: Final = 240.0
SYSTEM_PYTHON: Final = "/usr/bin/python3"
ETCD: Final = "etcd"


def until(what: str, done: Callable[[], bool], seconds: float = START_S) -> float:
    """Seconds that it took."""
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.1)
    return time.monotonic() - begun


def python_of_the_server() -> str:
    """An interpreter that the server's user may run."""
    for python in (os.path.realpath(sys.executable), SYSTEM_PYTHON):
        if not subprocess.run((*as_server(), "test", "-x", python)).returncode:
            return python
    return wanting("Patroni: no interpreter that the server's user may run")


class Node:
    """One Patroni with its PostgreSQL."""

    def __init__(self, name: str, folder: Path, ports: tuple[int, int], command: tuple[str, ...]) -> None:
        self.name, self._folder, self._command = name, folder, command
        self.port, self.api = ports
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start Patroni, which starts PostgreSQL."""
        with (self._folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def kill(self) -> None:
        """As where the machine stops: Patroni and PostgreSQL end at one moment, and nothing is finished."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        with suppress(OSError, ValueError, IndexError):
            pid = int((self._folder / self.name / "postmaster.pid").read_text("utf-8").splitlines()[0])
            os.kill(pid, signal.SIGKILL)

    def asked(self, path: str) -> Any:
        """What its Patroni answers; None where it does not."""
        with (
            suppress(OSError, ValueError),
            urllib.request.urlopen(f"http://127.0.0.1:{self.api}/{path}", timeout=2) as it,
        ):
            return json.load(it)
        return None


class Cluster:
    """The nodes by name."""

    def __init__(self, folder: Path, nodes: dict[str, Node]) -> None:
        self.folder, self.nodes = folder, nodes

    def address(self, database: str) -> str:
        """Of whichever node leads."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes.values())
        return f"postgresql://{USER}@{hosts}/{database}"

    def members(self) -> dict[str, str]:
        """Role by name, of those that run, as any node sees it."""
        for node in self.nodes.values():
            if found := node.asked("cluster"):
                running = ("running", "streaming")
                return {one["name"]: one["role"] for one in found["members"] if one.get("state") in running}
        return {}

    def leader(self) -> str:
        """Its name, "" where nobody leads."""
        return next((name for name, role in self.members().items() if role == "leader"), "")

    def whole(self) -> bool:
        """Whether one leads, one is its synchronous standby, and the third follows."""
        return sorted(self.members().values()) == ["leader", "replica", "sync_standby"]


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Up and whole; etcd must be installed."""
    if shutil.which(ETCD) is None:
        wanting("etcd (Debian: etcd-server), which Patroni keeps its leader in")
    folder = Path(tempfile.mkdtemp(prefix="rabta-failover-"))
    cluster: Cluster | None = None
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        _own(folder)
        programs = reachable(installed_wheel(), folder)
        python, packages = python_of_the_server(), _patroni(folder)
        client, peer, *ports = free_ports(2 + 2 * len(NAMES))
        stack.enter_context(_etcd(folder, client, peer))
        nodes = {}
        for name, pair in zip(NAMES, zip(ports[::2], ports[1::2], strict=True), strict=True):
            config = folder / f"{name}.json"
            config.write_text(json.dumps(_config(name, folder, programs, pair, client)))
            config.chmod(0o644)
            command = (*as_server(), "env", f"PYTHONPATH={packages}", python, "-m", "patroni", str(config))
            nodes[name] = Node(name, folder, pair, command)
        cluster = Cluster(folder, nodes)
        for node in nodes.values():
            stack.callback(node.kill)
            node.start()
        until("the cluster is whole", cluster.whole)
        yield cluster


def _own(folder: Path) -> None:
    folder.chmod(0o755)
    if not os.geteuid():
        shutil.chown(folder, OTHER)


def _patroni(folder: Path) -> Path:
    """Two of its packages come as sources alone, and are built with what the tests' environment has."""
    packages = folder / "packages"
    words = (
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--target",
        str(packages),
    )
    kinds = ("--only-binary", ":all:", "--no-binary", "python-etcd,ydiff", "--no-build-isolation")
    subprocess.run((sys.executable, *words, *kinds, "-r", str(ROOT / "requirements-failover.lock")), check=True)
    subprocess.run(("chmod", "-R", "a+rX", str(packages)), check=True)
    return packages


@contextmanager
def _etcd(folder: Path, client: int, peer: int) -> Iterator[None]:
    own, other = f"http://127.0.0.1:{client}", f"http://127.0.0.1:{peer}"
    words = ["--data-dir", str(folder / "etcd"), "--listen-client-urls", own, "--advertise-client-urls", own]
    words += [
        "--listen-peer-urls",
        other,
        "--initial-advertise-peer-urls",
        other,
        "--initial-cluster",
        f"default={other}",
    ]
    with (folder / "etcd.log").open("ab") as log:
        process = subprocess.Popen((*as_server(), ETCD, *words), stdout=log, stderr=log)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _config(name: str, folder: Path, programs: Path, ports: tuple[int, int], etcd: int) -> dict[str, Any]:
    """Patroni's settings, which are YAML, and so may be JSON."""
    own, api = (f"127.0.0.1:{port}" for port in ports)
    user = {"username": USER, "password": "only-on-loopback"}
    return {
        "scope": "rabta",
        "name": name,
        "restapi": {"listen": api, "connect_address": api},
        "etcd3": {"host": f"127.0.0.1:{etcd}"},
        "bootstrap": {
            "dcs": {
                "ttl": TTL_S,
                "loop_wait": LOOP_S,
                "retry_timeout": RETRY_S,
                "synchronous_mode": True,
                "synchronous_mode_strict": True,
                "postgresql": {"use_pg_rewind": True, "parameters": {"max_connections": 100}},
            },
            "initdb": [{"encoding": "UTF8"}, {"locale": "C"}],
        },
        "postgresql": {
            "listen": own,
            "connect_address": own,
            "data_dir": str(folder / name),
            "bin_dir": str(programs),
            "pgpass": str(folder / f"{name}.pgpass"),
            "authentication": {"superuser": user, "replication": user, "rewind": user},
            "parameters": {"unix_socket_directories": str(folder)},
            "pg_hba": ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"],
        },
    }
