"""A node's copy of the registry only ever goes forward."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.membership import governance
from services.membership.anchor import Anchor
from services.membership.errors import BrokenChain, Equivocation, MalformedRegistry, RegistryRollback, UnsignedRegistry
from services.membership.registry import load_registry
from services.membership.signed import parse_signed
from services.membership.watch import RegistryFolder
from services.signing.keyfile import UnsafeFile, make_folder, replace_private
from tests.budget import budget
from tests.unit.membership.world import DAY, NOW, edited, holders, raw, registry, signed


def versions(count: int) -> list[bytes]:
    """A chain of signed versions."""
    chain = [raw()]
    for number in range(1, count):
        file = governance.next_draft(parse_signed(chain[-1]), registry().federation_id, NOW + number * DAY)
        chain.append(signed(file, holders()[:2]))
    return chain


CHAIN = versions(5)


def folder(tmp_path: Path, *files: bytes) -> Path:
    home = tmp_path / "registry"
    make_folder(home)
    for number, content in enumerate(files, 1):
        replace_private(home / f"{number}.signed", content)
    return home


def test_starts_at_the_newest(tmp_path: Path) -> None:
    watch = RegistryFolder(folder(tmp_path, *CHAIN[:3]))
    assert watch.current().version == 3
    assert watch.versions(0, 50) == [CHAIN[2]]
    assert watch.versions(1, 50) == CHAIN[:3]
    assert watch.versions(2, 1) == [CHAIN[1]]
    assert watch.versions(9, 50) == []
    assert [registry.version for registry in watch.chain()] == [1, 2, 3]
    assert watch.take_alarms() == []


def test_hot_reload(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    watch = RegistryFolder(home)
    before = watch.current()
    assert watch.poll() is False
    replace_private(home / "2.signed", CHAIN[1])
    replace_private(home / "3.signed", CHAIN[2])
    assert watch.poll() is True
    assert (before.version, watch.current().version) == (1, 3)


def test_never_goes_back(tmp_path: Path) -> None:
    home = folder(tmp_path, *CHAIN[:3])
    watch = RegistryFolder(home)
    for number in (3, 2, 1):
        (home / f"{number}.signed").unlink()
        assert watch.poll() is False
    assert watch.current().version == 3
    assert watch.versions(1, 50) == CHAIN[:3]


def test_file_replaced_by_an_older_one(tmp_path: Path) -> None:
    home = folder(tmp_path, *CHAIN[:2])
    watch = RegistryFolder(home)
    replace_private(home / "2.signed", CHAIN[0])
    assert watch.poll() is False
    assert watch.current().version == 2
    assert [type(alarm) for alarm in watch.take_alarms()] == [RegistryRollback]
    assert watch.take_alarms() == []


def test_equivocation_is_alarmed_once(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    watch = RegistryFolder(home)
    replace_private(home / "1.signed", edited(lambda said: said.agencies[1].formats.append("fir")))
    for _ in range(3):
        assert watch.poll() is False
    assert [type(alarm) for alarm in watch.take_alarms()] == [Equivocation]
    assert watch.current().digest == registry().digest


def test_bad_next_version_is_alarmed_once_and_then_mended(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    watch = RegistryFolder(home)
    replace_private(home / "2.signed", CHAIN[1][:-1])
    for _ in range(3):
        assert watch.poll() is False
    assert len(watch.take_alarms()) == 1
    replace_private(home / "2.signed", CHAIN[1])
    assert watch.poll() is True
    assert watch.take_alarms() == []


def test_gap_waits(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    replace_private(home / "3.signed", CHAIN[2])
    watch = RegistryFolder(home)
    assert watch.current().version == 1
    replace_private(home / "2.signed", CHAIN[1])
    watch.poll()
    assert watch.current().version == 3


def test_loose_file_is_alarmed(tmp_path: Path) -> None:
    home = folder(tmp_path, *CHAIN[:2])
    (home / "2.signed").chmod(0o644)
    watch = RegistryFolder(home)
    assert watch.current().version == 1
    assert [str(alarm) for alarm in watch.take_alarms()] == ["mode: 2.signed"]


def test_start_is_refused(tmp_path: Path) -> None:
    home = folder(tmp_path)
    with pytest.raises(MalformedRegistry, match="absent"):
        RegistryFolder(home)
    replace_private(home / "2.signed", CHAIN[1])
    with pytest.raises(UnsignedRegistry, match="nobody"):
        RegistryFolder(home)
    replace_private(home / "1.signed", CHAIN[1])
    with pytest.raises(UnsignedRegistry):
        RegistryFolder(home)
    home.chmod(0o755)
    with pytest.raises(UnsafeFile):
        RegistryFolder(home)


def test_anchor_lets_it_start_later(tmp_path: Path) -> None:
    anchor = Anchor.of(key.spki for key in holders())
    home = folder(tmp_path)
    replace_private(home / "3.signed", CHAIN[2])
    replace_private(home / "4.signed", CHAIN[3])
    assert RegistryFolder(home, anchor).current().version == 4
    replace_private(home / "2.signed", CHAIN[2])
    with pytest.raises(MalformedRegistry, match="misnamed"):
        RegistryFolder(home, anchor)


def test_add_from_a_peer(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    watch = RegistryFolder(home)
    assert watch.add(CHAIN[0]).version == 1
    assert watch.add(CHAIN[1]).version == 2
    assert (home / "2.signed").read_bytes() == CHAIN[1]
    assert (home / "2.signed").stat().st_mode & 0o777 == 0o600
    assert watch.add(CHAIN[0]).version == 2
    with pytest.raises(BrokenChain, match="gap"):
        watch.add(CHAIN[3])
    with pytest.raises(Equivocation):
        watch.add(other_second())
    assert watch.current().version == 2
    assert RegistryFolder(home).current().version == 2


def other_second() -> bytes:
    file = governance.next_draft(parse_signed(CHAIN[0]), registry().federation_id, NOW + 3 * DAY)
    return signed(file)


def test_more_signatures_on_the_same_version_change_nothing(tmp_path: Path) -> None:
    home = folder(tmp_path, *CHAIN[:2])
    watch = RegistryFolder(home)
    more = governance.add_signature(parse_signed(CHAIN[1]), holders()[2]).encode()
    assert watch.add(more).raw == CHAIN[1]
    replace_private(home / "2.signed", more)
    assert watch.poll() is False
    assert watch.take_alarms() == []


def test_a_reader_always_sees_a_whole_version(tmp_path: Path) -> None:
    home = folder(tmp_path, CHAIN[0])
    watch = RegistryFolder(home)
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            current = watch.current()
            assert load_registry(current.raw, previous=current) is current
            seen.append(current.version)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(2, 6):
        replace_private(home / f"{number}.signed", CHAIN[number - 1])
        watch.poll()
    stop.set()
    for thread in threads:
        thread.join()
    assert watch.current().version == 5
    assert set(seen) <= {1, 2, 3, 4, 5}


class Forward(RuleBasedStateMachine):
    """Files come, go and are swapped in any order; the version in use never falls and is always of the chain."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory(prefix="rabta-")
        self.home = folder(Path(self.temporary.name), CHAIN[0])
        self.watch = RegistryFolder(self.home)
        self.highest = 1

    def teardown(self) -> None:
        self.temporary.cleanup()

    @rule(name=st.integers(1, 5), content=st.integers(0, 4))
    def place(self, name: int, content: int) -> None:
        replace_private(self.home / f"{name}.signed", CHAIN[content])

    @rule(name=st.integers(1, 5))
    def damage(self, name: int) -> None:
        replace_private(self.home / f"{name}.signed", CHAIN[name - 1][:-3] + b"abc")

    @rule(name=st.integers(1, 5))
    def delete(self, name: int) -> None:
        (self.home / f"{name}.signed").unlink(missing_ok=True)

    @rule()
    def poll(self) -> None:
        self.watch.poll()

    @rule(content=st.integers(0, 4))
    def add(self, content: int) -> None:
        try:
            self.watch.add(CHAIN[content])
        except (BrokenChain, RegistryRollback):
            assert content != self.watch.current().version

    @invariant()
    def forward(self) -> None:
        current = self.watch.current()
        assert current.version >= self.highest
        assert current.payload == parse_signed(CHAIN[current.version - 1]).payload
        self.highest = current.version


Forward.TestCase.settings = budget(30, stateful_step_count=20)
TestForward = Forward.TestCase
