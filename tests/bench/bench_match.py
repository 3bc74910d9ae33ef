"""How long the index of persons takes among a million, and brute force beside it: prints ``name value unit`` lines.

    python -m tests.bench.bench_match [persons]

Every person of the demonstration's world is described once, worn as offices wear descriptions, and put. Then others'
descriptions of some of them are looked for. All times are of the processor, in one thread of one core.

``match.start_s``: descriptions parsed and put, which is a rebuild but for the reading of the records;
``match.snapshot_start_s``: the same from the sealed file. ``match.p50_ms``, ``match.p99_ms``: one question for twenty,
after as many that nothing is told of; ``match.found``: share of the questions whose person is among the twenty.
``match.batch_records_s``: questions for five, each by what was put, as the batch asks. ``match.vs_rapidfuzz``:
Jaro-Winkler over every name, on as many cores, over ``match.p50_ms``. ``match.vs_splink``: Splink under the same model on
DuckDB, in one thread, asked for one description among rows of as many persons, over the same. Both need the environment of
`make accuracy` (``requirements-accuracy.lock``), where this runs by itself.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from services.admin.figures import resident_bytes
from services.demo.described import Description, Wear, describe
from services.demo.population import People, Person
from services.matching.default_model import default_model
from services.matching.index.people import PeopleIndex
from services.matching.person import Born, Described, Gender
from services.names.likeness import likeness
from services.names.parse import parsed
from services.names.words import RELATIONS
from services.node.person_file import Kept, read, write
from services.signing.sealing import Sealer
from services.tables.text import comparable
from tests.shared import ROOT

PERSONS, ASKED, BRUTE = 1_000_000, 2000, 10
CLASSES = 50
ACCURACY = ROOT / ".venv-accuracy" / "bin" / "python"
T = TypeVar("T")


def compared(said: Description) -> Described:
    """A description as the matcher compares it."""
    return Described(
        name=parsed(said.name),
        related=parsed(said.related),
        relation=RELATIONS.get(comparable(said.relation)),
        cnic=said.cnic,
        born=Born.on(date.fromisoformat(said.born)) if said.born else None,
        gender=Gender(said.gender) if said.gender else None,
        area=said.district,
        phones=frozenset({said.phone} if said.phone else ()),
        address=frozenset(comparable(said.address).split()),
    )


def persons(count: int) -> Iterator[Person]:
    """So many persons, the same each time."""
    people = People("match", date(2025, 1, 1))
    for _ in range(count):
        yield people.adult()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its seconds of the processor."""
    begin = time.process_time()
    return work(), time.process_time() - begin


class World:
    """The index, filled; ``names`` as they were put; ``asked``: (record, another office's description)."""

    def __init__(self, count: int) -> None:
        dice = random.Random(1)
        picked = set(dice.sample(range(count), min(2 * ASKED, count)))
        self.index = PeopleIndex(likeness(), default_model())
        self.names: list[str] = []
        self.asked: list[tuple[int, Described]] = []
        self.start_s = 0.0
        self.groups = frozenset(range(CLASSES))
        before = resident_bytes()
        for record, person in enumerate(persons(count)):
            said = describe(person, Wear(), dice)
            self.start_s += timed(partial(self._put, record, said))[1]
            self.names.append(said.name)
            if record in picked:
                self.asked.append((record, compared(describe(person, Wear(), dice))))
        parsed.cache_clear()
        gc.collect()
        names = sum(map(sys.getsizeof, self.names))
        self.megabytes = (resident_bytes() - before - names) / 1e6 * PERSONS / count
        dice.shuffle(self.asked)

    def _put(self, record: int, said: Description) -> None:
        self.index.put(record, record % CLASSES, compared(said))

    def ask(self, who: Described, most: int) -> list[int]:
        """Numbers of the records that are nearest."""
        return [near.record for near in self.index.nearest(who, self.groups, frozenset(), most).near]


def questions(world: World) -> float:
    """Times of single questions, and whether they find whom they are about; the median in ms."""
    half = len(world.asked) // 2
    for _, who in world.asked[:half]:
        world.ask(who, 20)
    found, times = 0, []
    for record, who in world.asked[half:]:
        near, seconds = timed(partial(world.ask, who, 20))
        times.append(seconds * 1e3)
        found += record in near
    times.sort()
    print(f"match.p50_ms {median(times):.2f} ms")
    print(f"match.p99_ms {times[len(times) * 99 // 100]:.2f} ms")
    print(f"match.found {found / len(times):.3f} ratio")
    return median(times)


def batch(world: World) -> None:
    """Records a second, each looked for by a description of its person."""
    _, seconds = timed(lambda: [world.ask(who, 5) for _, who in world.asked])
    print(f"match.batch_records_s {len(world.asked) / seconds:.0f} records/s")


def snapshot(world: World) -> None:
    """Written, and read again into an index that answers the same."""
    sealer, who = Sealer(bytes(32)), world.asked[0][1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "match" / "index"
        _, written_s = timed(lambda: write(path, sealer, Kept(1, world.index.image())))
        print(f"match.snapshot_write_s {written_s:.1f} s")
        print(f"match.snapshot_mb {path.stat().st_size / 1e6:.0f} MB")
        expected = world.ask(who, 20)
        again, read_s = timed(lambda: _read(path, sealer))
    world.index = again
    if world.ask(who, 20) != expected:
        raise AssertionError("an index that was read answers otherwise than the one that was written")
    print(f"match.snapshot_start_s {read_s:.1f} s")


def _read(path: Path, sealer: Sealer) -> PeopleIndex:
    kept = read(path, sealer)
    if kept is None:
        raise AssertionError("nothing was written")
    return PeopleIndex(likeness(), default_model(), kept.image)


def brute_force(world: World, p50_ms: float) -> None:
    """Jaro-Winkler over every name as it was written."""
    from rapidfuzz import distance, process

    alike = distance.JaroWinkler.similarity
    asked = world.names[:BRUTE]
    times = [timed(partial(process.cdist, [name], world.names, scorer=alike, workers=1))[1] for name in asked]
    print(f"match.brute_force_ms {median(times) * 1e3:.0f} ms")
    print(f"match.vs_rapidfuzz {median(times) * 1e3 / p50_ms:.0f} ratio")


def splink(world: World, p50_ms: float) -> None:
    """As many persons again, described once more, as rows of a table."""
    from tests.bench.among_splink import by_splink

    dice = random.Random(2)
    held = (compared(describe(person, Wear(), dice)) for person in persons(len(world.names)))
    one_ms = by_splink(held, [who for _, who in world.asked[:BRUTE]])
    print(f"match.splink_ms {one_ms:.0f} ms")
    print(f"match.vs_splink {one_ms / p50_ms:.0f} ratio")


def measure(count: int) -> None:
    """Everything, in this process and one thread of it."""
    world = World(count)
    print(f"match.start_s {world.start_s:.1f} s")
    print(f"match.rss_mb_per_million {world.megabytes:.0f} MB")
    p50_ms = questions(world)
    batch(world)
    brute_force(world, p50_ms)
    snapshot(world)
    splink(world, p50_ms)


def main() -> None:
    """In the environment that holds what stands beside it."""
    subprocess.run([ACCURACY, "-m", "tests.bench.bench_match", str(PERSONS)], cwd=ROOT, check=True)


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS)
