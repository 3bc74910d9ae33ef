"""Each part in its own processes; the exit code is that of the first that failed.

make soak             all of it but the suite, about two hours
make soak PART=suite  `make test` five times beside a second run of part of the tests; RABTA_SUITE_RUNS=1 makes one of those
                      that are missing for this commit
make soak PART=fuzz   damaged files for each reader of feeds and formats, 60 seconds each
make soak PART=stores every store of every room and of the log beside a plain model, 5,000 steps each
make soak PART=sync_sqlite    2,000 stories of three nodes with records in files; RABTA_SYNC_SEED=7 begins at that seed
make soak PART=sync_postgres  200 of them with records in PostgreSQL
make soak PART=sync_faults    100,000 changes over a bad line between two nodes that are killed, in 20 rounds
make soak PART=judging stories of records judged page by page, other ones each time, of which `make test` tells the same
make soak PART=detect  whoever raises and decides alerts, killed at 20 steps
make soak PART=demo    the demonstration, with the time that it takes and the most memory that it holds
make soak PART=demo_postgres   the demonstration with every store on PostgreSQL
make soak PART=kills   `kill -9` of eight parts of one hub that imports and expunges, 20 rounds each, about an hour
make soak PART=attack  twenty agencies without a part look for forty victims among 160 people, about ten minutes, of which
                      RABTA_ATTACK_MINUTES=3 take times
make soak PART=histories  each investigator's histories in the demonstration, before the second side of authority and now
make soak PART=failover  three database nodes, whose leader is killed ten times, about fifteen minutes; needs etcd
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial

from tests.shared import ROOT
from tests.soak.memory import measured
from tests.soak.suite import suite

FUZZ_TIMES = "200"
STORE_STEPS = "5000"
STORIES = {"sqlite": 2000, "postgresql": 200}
MACHINE = "tests/conformance/exchange/test_copies_machine.py"
BAD_LINE = "tests/e2e/test_sync_faults.py"
JUDGING = ("tests/integration/records/test_classes_exact.py", "tests/integration/records/test_change_over.py")
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
    return run_tests(FUZZES, environment(RABTA_FUZZ_TIMES=FUZZ_TIMES))


def stores() -> int:
    """The state machines of the stores as they are, for longer."""
    return run_tests(STORES, environment(RABTA_STORE_STEPS=STORE_STEPS))


def stories(disk: str) -> int:
    """More stories of nodes that give each other copies, by seeds of which each is told when it is done.

    RABTA_SYNC_SEED: the first, where those of an earlier run are to be told again, or to go on after them.
    """
    seed = os.environ.get("RABTA_SYNC_SEED") or str(1 + secrets.randbelow(10**6))
    sys.stdout.write(f"RABTA_SYNC_SEED={seed} tells these stories again\n")
    sys.stdout.flush()
    number = environment(RABTA_SYNC_STORIES=f"{disk}={STORIES[disk]}")
    return run_tests((MACHINE,), number | {"RABTA_SYNC_SEED": seed}, "-v", "-x", "-k", "at_rest")


def sync_faults() -> int:
    """The bad line between two nodes as it is, for longer."""
    return run_tests((BAD_LINE,), environment(RABTA_SYNC_ROUNDS="20", RABTA_SYNC_CHANGES="100000"))


def judging() -> int:
    """Other stories than those of `make test`, all that the full budget has."""
    return run_tests(JUDGING, environment())


def detect() -> int:
    """A run of detectors and two opinions, killed at each of 20 steps."""
    return run_tests((DETECT,), environment(RABTA_DETECT_KILLS="20"))


def environment(**usual: str) -> dict[str, str]:
    """This process's environment with the full budget, and with ``usual`` where it states no other value."""
    return usual | os.environ | {"RABTA_BUDGET": "full"}


def run_tests(paths: Sequence[str], variables: dict[str, str], *words: str) -> int:
    """Run tests in a process of its own; ``words``: options of pytest, for output as it comes where there are none."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(words or ("-s",)), *paths]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def module(name: str) -> int:
    """A part of its own process; its exit code."""
    return subprocess.run([sys.executable, "-m", f"tests.soak.{name}"], cwd=ROOT, check=False).returncode


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
    "sync_sqlite": partial(stories, "sqlite"),
    "sync_postgres": partial(stories, "postgresql"),
    "sync_faults": sync_faults,
    "judging": judging,
    "detect": detect,
    "demo": demo,
    "demo_postgres": demo_postgres,
    "kills": partial(module, "kills"),
    "attack": partial(module, "attack"),
    "histories": partial(module, "histories"),
    "failover": failover,
    "suite": suite,
}
ALONE = {"suite"}
"""Runs only where it is named: it takes hours."""


def main(names: list[str]) -> int:
    """Run the parts named, or all. 2 for a part that is none."""
    if unknown := sorted(set(names) - PARTS.keys()):
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    return next((code for name in names or [each for each in PARTS if each not in ALONE] if (code := PARTS[name]())), 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
