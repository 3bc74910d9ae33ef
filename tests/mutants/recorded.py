"""What each test file reaches, kept between runs and for all parts: after a change of some tests those files alone are traced again.

What is kept of a file holds as long as its text stays, and that of every room that is judged. A file with a test that failed is not
kept. Where other code leads a test elsewhere than it did, a fault may pass for one that no test finds, never the other way round:
remove the file to trace all again.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from tests.mutants.reach import Reach
from tests.shared import ROOT

_NOTHING: Final = (b"", Reach(set()))
Kept = dict[str, tuple[bytes, Reach]]
"""By path of the test file: the digest under which it holds, and what its tests reach."""


def recorded(place: Path, tests: Sequence[str], paths: Sequence[str], trace: Callable[[Sequence[str]], Reach]) -> Reach:
    """What ``tests`` reach of ``paths``; ``place`` keeps it, with what it kept of others, and what has changed is traced.

    ``trace``: runs test files.
    """
    kept: Kept = pickle.loads(place.read_bytes()) if place.is_file() else {}
    rooms = b"".join(hashlib.sha256(Path(path).read_bytes()).digest() for path in paths)
    digests = {test: hashlib.sha256(rooms + Path(test).read_bytes()).digest() for test in tests}
    changed = [test for test in tests if kept.get(test, _NOTHING)[0] != digests[test]]
    parts = [kept[test][1] for test in tests if test not in changed]
    if changed:
        parts.append(traced := trace(changed))
        known = {test: each for test, each in kept.items() if test not in changed and Path(test).is_file()}
        each_of = {test: (digests[test], part) for test, part in by_file(traced).items()}
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps(known | {test: each for test, each in each_of.items() if not each[1].failed}))
    return union(parts)


def by_file(whole: Reach) -> dict[str, Reach]:
    """The part of each test file, by its absolute path."""
    parts: dict[str, Reach] = defaultdict(lambda: Reach(whole.paths))
    for name, seconds in whole.seconds.items():
        parts[_file(name)].seconds[name] = seconds
    for name in whole.failed:
        parts[_file(name)].failed.add(name)
    for line, names in whole.reached.items():
        for name in names:
            parts[_file(name)].reached[line].add(name)
    return parts


def _file(name: str) -> str:
    return str(ROOT / name.partition("::")[0])


def union(parts: Iterable[Reach]) -> Reach:
    """All of them as one."""
    whole = Reach(set())
    for part in parts:
        whole.paths |= part.paths
        whole.failed |= part.failed
        whole.seconds.update(part.seconds)
        for line, names in part.reached.items():
            whole.reached[line] |= names
    return whole
