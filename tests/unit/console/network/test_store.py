"""Kept charts: sealed, versioned, shared by name; whoever is not named is told what everybody is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.console.network import store as stored
from services.console.network.acts import Asked, Grouped, History
from services.console.network.saved import BadChart
from services.console.network.store import VERSIONS, ChartStore, NoChart
from services.console.sealed import SHARED, Enough, SealedFolder, chart_key
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import Sealer
from tests.unit.console.network.sample import ACCUSED, EXPAND, PATHS, T

MADE = History().do(Asked(EXPAND))
LATER = MADE.do(Asked(PATHS), Grouped(False))
SEALER = Sealer(b"\3" * 32)
OWNER, OTHER, STRANGER = "pk.fia/officers/1", "pk.fia/officers/2", "pk.fia/officers/3"


@pytest.fixture
def store(tmp_path: Path) -> ChartStore:
    return ChartStore(tmp_path / "charts", SEALER)


def test_versions_come_one_after_the_other(store: ChartStore, tmp_path: Path) -> None:
    first = store.keep(MADE, "Route", OWNER, T)
    second = store.keep(LATER, "Route west", OWNER, T + 1, first.id)
    assert (second.id, second.name, second.owner) == (first.id, "Route west", OWNER)
    assert [version.history for version in second.versions] == [MADE, LATER]
    assert ChartStore(tmp_path / "charts", SEALER).chart(first.id, OWNER) == second
    assert [version.at_ms for version in second.versions] == [T, T + 1]


def test_nobody_reads_it_on_the_disk(store: ChartStore, tmp_path: Path) -> None:
    kept = store.keep(LATER, "Saima", OWNER, T)
    (path,) = (tmp_path / "charts").iterdir()
    assert path.name == f"{kept.id}.chart"
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "charts").stat().st_mode & 0o777 == 0o700
    raw = path.read_bytes()
    assert all(word.encode() not in raw for word in ("Saima", OWNER, ACCUSED.id, "acts"))


def test_only_who_is_named_opens_it(store: ChartStore) -> None:
    kept = store.keep(MADE, "Route", OWNER, T)
    assert store.charts(OTHER) == []
    shared = store.share(kept.id, OWNER, OTHER)
    assert shared.shared == (OTHER,)
    assert store.chart(kept.id, OTHER) == shared
    assert store.charts(OTHER) == store.charts(OWNER) == [shared.heading]
    assert store.charts(STRANGER) == []
    with pytest.raises(NoChart) as other:
        store.chart(kept.id, STRANGER)
    with pytest.raises(NoChart) as absent:
        store.chart("0" * 24, STRANGER)
    assert str(other.value) == str(absent.value)


def test_only_its_owner_changes_it(store: ChartStore) -> None:
    kept = store.keep(MADE, "Route", OWNER, T)
    store.share(kept.id, OWNER, OTHER)
    for officer in (OTHER, STRANGER):
        with pytest.raises(NoChart):
            store.keep(LATER, "Mine", officer, T, kept.id)
        with pytest.raises(NoChart):
            store.share(kept.id, officer, officer)
        with pytest.raises(NoChart):
            store.delete(kept.id, officer)
    assert store.chart(kept.id, OWNER).versions == kept.versions
    store.delete(kept.id, OWNER)
    assert store.charts(OWNER) == []


def test_sharing_with_oneself_or_twice_says_it_once(store: ChartStore) -> None:
    kept = store.keep(MADE, "Route", OWNER, T)
    store.share(kept.id, OWNER, OTHER)
    assert store.share(kept.id, OWNER, OTHER).shared == (OTHER,)
    assert store.share(kept.id, OWNER, OWNER).shared == (OTHER,)


def test_charts_are_in_order_of_their_names(store: ChartStore) -> None:
    for name in ("b", "a", "c"):
        store.keep(MADE, name, OWNER, T)
    assert [chart.name for chart in store.charts(OWNER)] == ["a", "b", "c"]
    assert len(store.keep(MADE, "n" * 500, OWNER, T).name) == 120


@pytest.mark.parametrize("name", ["../secret", "", "x" * 24, "0" * 23, "0" * 24 + "\n", "/etc/passwd", "0" * 22 + "/."])
def test_no_name_leads_out_of_the_folder(store: ChartStore, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.chart").write_bytes(b"x")
    with pytest.raises(NoChart):
        store.chart(name, OWNER)
    with pytest.raises(NoChart):
        store.delete(name, OWNER)


def test_a_file_that_was_changed_or_put_in_another_s_place_is_none(store: ChartStore, tmp_path: Path) -> None:
    one, other = (store.keep(MADE, name, OWNER, T) for name in ("one", "other"))
    folder = tmp_path / "charts"
    (folder / f"{one.id}.chart").write_bytes((folder / f"{other.id}.chart").read_bytes())
    with pytest.raises(BadChart):
        store.chart(one.id, OWNER)
    with pytest.raises(BadChart):
        ChartStore(folder, Sealer(b"\4" * 32)).chart(other.id, OWNER)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 64])
def test_one_file_that_cannot_be_read_takes_nobody_s_list_away(
    store: ChartStore, tmp_path: Path, damage: bytes
) -> None:
    """Another officer's, or of a disk that failed: it is left out, and stays where it is."""
    kept, broken = (store.keep(MADE, name, officer, T) for name, officer in (("one", OWNER), ("other", OTHER)))
    (tmp_path / "charts" / f"{broken.id}.chart").write_bytes(damage)
    assert [each.id for each in store.charts(OWNER)] == [kept.id]
    assert store.charts(OTHER) == []
    assert (tmp_path / "charts" / f"{broken.id}.chart").read_bytes() == damage


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    made = chart_key(tmp_path / "state")
    path = tmp_path / "state" / "charts.key"
    assert chart_key(tmp_path / "state") == made == path.read_bytes()
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(UnsafeFile):
        chart_key(tmp_path / "state")


def test_a_folder_that_others_read_is_refused(store: ChartStore, tmp_path: Path) -> None:
    (tmp_path / "charts").chmod(0o755)
    with pytest.raises(UnsafeFile):
        store.charts(OWNER)


def test_an_officer_keeps_so_many_charts_and_no_more(store: ChartStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of their own: what others share with them, and what others keep, takes none of their room."""
    assert stored.CHARTS == 200
    monkeypatch.setattr(stored, "CHARTS", 6)
    lent = store.keep(MADE, "lent", OTHER, T)
    store.share(lent.id, OTHER, OWNER)
    kept = [store.keep(MADE, f"{number:03d}", OWNER, T) for number in range(6)]
    with pytest.raises(Enough):
        store.keep(MADE, "one more", OWNER, T)
    assert len(store.charts(OWNER)) == 7
    store.keep(LATER, "a version", OWNER, T + 1, kept[0].id)
    store.keep(MADE, "another officer's", STRANGER, T)
    store.delete(kept[1].id, OWNER)
    store.keep(MADE, "one more", OWNER, T)


def test_a_chart_holds_so_many_versions_and_is_shared_with_so_many(store: ChartStore) -> None:
    kept = store.keep(MADE, "Route", OWNER, T)
    for number in range(1, VERSIONS):
        store.keep(MADE, "Route", OWNER, T + number, kept.id)
    with pytest.raises(Enough):
        store.keep(MADE, "Route", OWNER, T, kept.id)
    assert len(store.chart(kept.id, OWNER).versions) == VERSIONS
    assert store.charts(OWNER)[0].at_ms == T + VERSIONS - 1
    for number in range(SHARED):
        store.share(kept.id, OWNER, f"fia-{number}")
    assert len(store.share(kept.id, OWNER, "fia-0").shared) == SHARED
    with pytest.raises(Enough):
        store.share(kept.id, OWNER, "fia-more")


def test_a_list_opens_only_what_was_written_since_the_last(
    store: ChartStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (store.keep(MADE, name, OWNER, T) for name in ("one", "other"))
    opened: list[str] = []
    read = SealedFolder.read

    def noted(self: SealedFolder, name: str) -> bytes:
        opened.append(name)
        return read(self, name)

    monkeypatch.setattr(SealedFolder, "read", noted)
    assert len(store.charts(OWNER)) == 2
    assert set(opened) <= {one.id, other.id}
    opened.clear()
    assert (len(store.charts(OWNER)), store.charts(OTHER)) == (2, [])
    assert opened == []
    ChartStore(tmp_path / "charts", SEALER).share(one.id, OWNER, OTHER)
    opened.clear()
    assert [each.id for each in store.charts(OTHER)] == [one.id], "another process wrote it"
    assert opened == [one.id]
    store.delete(one.id, OWNER)
    assert [each.id for each in store.charts(OWNER)] == [other.id]
