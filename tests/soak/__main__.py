"""Each part in its own processes; the exit code is that of the first that failed.

make soak             all of it, about three quarters of an hour
make soak PART=fuzz   damaged files for each reader of feeds and formats, 60 seconds each
make soak PART=stores every store of every room and of the log beside a plain model, 5,000 steps each
make soak PART=sync   2,000 stories of three nodes with records in files, and 200 with records in PostgreSQL
make soak PART=detect  whoever raises and decides alerts, killed at 20 steps
make soak PART=demo    the demonstration, with the time that it takes and the most memory that it holds
make soak PART=demo_postgres   the demonstration with every store on PostgreSQL
make soak PART=failover  three database nodes, whose leader is killed ten times, about fifteen minutes; needs etcd
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.shared import ROOT
from tests.soak.memory import measured

FUZZ_SECONDS = "60"
STORE_STEPS = "5000"
STORIES = "sqlite=2000,postgresql=200"
DETECT = "tests/integration/linkage/test_detect_killed.py"
MAX_DEMO_MB = 4000
STORES = tuple(
    f"tests/conformance/{room}/test_machine.py"
    for room in ("store", "oversight_store", "issuer_store", "linkage_store", "log")
)
FUZZES = (
    "tests/conformance/feeds/test_fuzz.py",
    "tests/conformance/feeds/test_xml_fuzz.py",
    "tests/conformance/formats/test_fuzz.py",
)


def fuzz() -> int:
    """The fuzz tests as they are, for longer."""
    words = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", *FUZZES]
    environment = os.environ | {"RABTA_FUZZ_SECONDS": os.environ.get("RABTA_FUZZ_SECONDS", FUZZ_SECONDS)}
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


def stores() -> int:
    """The state machines of the stores as they are, for longer."""
    words = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", *STORES]
    environment = os.environ | {"RABTA_STORE_STEPS": os.environ.get("RABTA_STORE_STEPS", STORE_STEPS)}
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


def sync() -> int:
    """The stories of nodes that give each other copies as they are, and more of them."""
    words = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", "tests/conformance/exchange"]
    environment = os.environ | {"RABTA_SYNC_STORIES": os.environ.get("RABTA_SYNC_STORIES", STORIES)}
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


def detect() -> int:
    """A run of detectors and two opinions, killed at each of 20 steps."""
    words = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", DETECT]
    environment = {"RABTA_DETECT_KILLS": "20"} | os.environ
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


def failover() -> int:
    """The trial of three database nodes; visibly not run where etcd is absent."""
    if shutil.which("etcd") is None:
        sys.stderr.write("failover: not run, as etcd is not installed (Debian: etcd-server)\n")
        return int(os.environ.get("RABTA_REQUIRE_SHARED") == "1")
    return subprocess.run([sys.executable, "-m", "tests.soak.failover"], cwd=ROOT, check=False).returncode


def demo() -> int:
    """`make demo` in the environment that it makes for itself; 1 where its processes hold more than they may."""
    found = measured(("make", "demo"))
    sys.stdout.write(f"demo.seconds {found.seconds:.0f} s\ndemo.pss {found.pss_mb:.0f} MB\n")
    sys.stdout.write(f"demo.processes {found.processes} processes\n")
    return found.code or int(found.pss_mb > MAX_DEMO_MB)


def demo_postgres() -> int:
    """`make demo` with its stores on PostgreSQL, in the environment that it makes for itself."""
    environment = os.environ | {"RABTA_DEMO_STORE": "postgres"}
    return subprocess.run(("make", "demo"), cwd=ROOT, env=environment, check=False).returncode


PARTS: dict[str, Callable[[], int]] = {
    "fuzz": fuzz,
    "stores": stores,
    "sync": sync,
    "detect": detect,
    "demo": demo,
    "demo_postgres": demo_postgres,
    "failover": failover,
}


def main(names: list[str]) -> int:
    """Run the parts named, or all. 2 for a part that is none."""
    if unknown := sorted(set(names) - PARTS.keys()):
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    return next((code for name in names or PARTS if (code := PARTS[name]())), 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
