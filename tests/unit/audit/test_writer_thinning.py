"""Older checkpoints: one of each hour stays after a day, and all that is read of them still works."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.export import export
from audit.log import Log
from audit.merkle import consistency_path, verify_consistency
from audit.refusal import Refusal
from audit.settings import WriterSettings
from audit.thinning import cosigned_ms, thin
from audit.verify.__main__ import main as verify
from tests.unit.audit.witnessed import MINUTE, answer, pass_time, ready
from tests.unit.audit.writers import START_MS, append, opened, request, sqlite_of

DAY = 24 * 60 * MINUTE
STEP = 7 * MINUTE


def heads(log: Log) -> dict[int, tuple[int, int]]:
    """Size -> (whether it has a quorum, hour of its cosignatures)."""
    rows = sqlite_of(log).execute("SELECT size, quorum, note FROM checkpoint ORDER BY size").fetchall()
    return {size: (quorum, cosigned_ms(note) // (60 * MINUTE) if quorum else 0) for size, quorum, note in rows}


def entered(log: Log, *witnesses: int) -> None:
    """An entry, and a head over it that these witnesses cosign."""
    [index] = append(log, request(exp_ms=log.settings.clock() + MINUTE))
    assert not isinstance(index, Refusal)
    answer(log, *witnesses)
    pass_time(log, STEP)


def three_hours(base: Path) -> Log:
    """26 heads of three hours, every fourth without a quorum."""
    log = ready(base)
    for number in range(26):
        entered(log, *((0, 1) if number % 4 == 3 else (0, 1, 2)))
    return log


def later(log: Log, ms: int) -> None:
    """Time passes, and the witnesses say so as well."""
    pass_time(log, ms)
    answer(log, 0, 1, 2, 3)


def test_one_an_hour_stays_after_a_day_and_none_goes_before(tmp_path: Path) -> None:
    log = three_hours(tmp_path)
    all_of_them = heads(log)
    assert len(all_of_them) == 26
    later(log, DAY - 4 * 60 * MINUTE)
    log.tick()
    assert heads(log).keys() == all_of_them.keys(), "none is a day old"
    later(log, DAY)
    log.tick()
    left, newest = heads(log), log.heads.quorum_size
    by_hour: dict[int, int] = {}
    for size, (quorum, hour) in all_of_them.items():
        if quorum:
            by_hour.setdefault(hour, size)
    assert left.keys() == {*by_hour.values(), newest}
    assert 4 <= len(left) < 8
    log.close()


def test_the_newest_stays_however_old_and_a_restart_proves_by_it(tmp_path: Path) -> None:
    log = three_hours(tmp_path)
    settings: WriterSettings = log.settings
    later(log, 30 * DAY)
    log.tick()
    newest = log.heads.quorum_size
    assert newest in heads(log)
    log.close()
    with opened(settings) as log:
        assert log.heads.quorum_size == newest
        assert log.appender.tree.size == 26


def test_passes_of_few_rows_leave_what_one_pass_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, other = three_hours(tmp_path / "one"), three_hours(tmp_path / "other")
    now_ms = log.settings.clock() + 2 * DAY
    thin(log.store, log.heads.quorum_size, now_ms)
    monkeypatch.setattr("audit.thinning.ROWS_A_PASS", 2)
    for _ in range(12):
        thin(other.store, other.heads.quorum_size, now_ms)
    assert heads(other).keys() == heads(log).keys()
    assert len(heads(log)) < 8
    log.close()
    other.close()


def test_proofs_from_a_size_whose_checkpoint_is_gone_still_hold(tmp_path: Path) -> None:
    log = three_hours(tmp_path)
    roots = {size: log.nodes.root(size) for size in heads(log)}
    thin(log.store, log.heads.quorum_size, START_MS + 3 * DAY)
    newest = log.heads.quorum_size
    gone = [size for size in roots if size not in heads(log) and size < newest]
    assert len(gone) > 8
    for size in gone:
        verify_consistency(size, newest, roots[size], roots[newest], consistency_path(size, newest, log.nodes))
    log.close()


def test_an_export_of_a_thinned_log_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = three_hours(tmp_path / "log")
    thin(log.store, log.heads.quorum_size, START_MS + 3 * DAY)
    left = sum(quorum for quorum, _ in heads(log).values())
    export(log.settings.folder, tmp_path / "copy")
    log.close()
    assert len(list((tmp_path / "copy" / "checkpoints").iterdir())) == left
    assert verify(["verify", str(tmp_path / "copy")]) == 0
    assert f"older checkpoints: {left}" in capsys.readouterr().out
