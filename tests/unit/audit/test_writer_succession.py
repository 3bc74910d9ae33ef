"""A new origin after a rolled-back log: leaf 0, the wait, and what may not follow what."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.__main__ import main
from audit.entry import origin_leaf
from audit.leaves import read_rows
from audit.log import Log, NeverError
from audit.refusal import Refusal
from audit.succession import WAIT_MS, begin_after, begun_after
from tests.unit.audit.witnessed import answer, ready, witnessed_settings
from tests.unit.audit.writers import SetClock, append, request


@pytest.fixture
def old(tmp_path: Path) -> Log:
    """A log whose newest checkpoint has a quorum."""
    log = ready(tmp_path / "old", origin="rabta.test/audit/0")
    append(log, request(exp_ms=log.settings.clock() + 60_000))
    answer(log, 0, 1, 2)
    log.close()
    return log


def test_leaf_0_names_the_old_checkpoint_and_the_wait_is_kept(tmp_path: Path, old: Log) -> None:
    settings = witnessed_settings(tmp_path / "new")
    log = Log(settings)
    serve_from = begin_after(log, old.heads.quorum_note, old.vkey)
    assert list(read_rows(log.store, 0, 9)) == [(0, origin_leaf(old.heads.quorum_note), None)]
    log.close()
    log = Log(settings)
    answer(log, 0, 1, 2, 3)
    clock = settings.clock
    assert isinstance(clock, SetClock)
    assert isinstance(settings.steady, SetClock)
    assert serve_from == clock.ms + WAIT_MS == clock.ms + 150_000
    clock.ms = serve_from - 1
    settings.steady.ms += WAIT_MS - 1
    assert append(log, request(exp_ms=serve_from + 60_000)) == [Refusal.UNAVAILABLE]
    clock.ms += 1
    settings.steady.ms += 1
    replayed = request(exp_ms=serve_from - WAIT_MS + 90_000)
    assert append(log, replayed, request(exp_ms=serve_from + 60_000)) == [Refusal.EXPIRED, 1]
    log.close()


def test_it_follows_only_a_quorum_checkpoint_of_the_old_log(tmp_path: Path, old: Log) -> None:
    log = Log(witnessed_settings(tmp_path / "new"))
    thin = b"\n".join(old.heads.quorum_note.split(b"\n")[:-2]) + b"\n"
    cases = {
        "no quorum": (thin, old.vkey),
        "of the old log": (old.heads.quorum_note, log.vkey),
        "no checkpoint of": (b"note", old.vkey),
    }
    for why, (note, vkey) in cases.items():
        with pytest.raises(NeverError, match=why):
            begin_after(log, note, vkey)
    assert log.appender.tree.size == 0
    log.close()


def test_it_is_a_new_origin_a_new_key_and_an_empty_log(tmp_path: Path, old: Log) -> None:
    again = Log(old.settings)
    with pytest.raises(NeverError, match="new origin and a new key"):
        begin_after(again, old.heads.quorum_note, old.vkey)
    again.close()
    log = Log(witnessed_settings(tmp_path / "new"))
    begin_after(log, old.heads.quorum_note, old.vkey)
    with pytest.raises(NeverError, match="not empty"):
        begin_after(log, old.heads.quorum_note, old.vkey)
    log.close()


def test_on_the_command_line(tmp_path: Path, old: Log, capsys: pytest.CaptureFixture[str]) -> None:
    settings = witnessed_settings(tmp_path / "new")
    text = [f'origin = "{settings.origin}"', 'folder = "log"', 'log_key = "log.key"', 'hub_seal_key = "hub.key"']
    text += ['oversight_seal_key = "oversight.key.pub"', "quorum = 3"]
    for witness in settings.witnesses:
        text += ["[[witnesses]]", f'vkey = "{witness.key.encode()}"', f'url = "{witness.url}"']
    config, note = tmp_path / "new" / "writer.toml", tmp_path / "checkpoint"
    config.write_text("\n".join(text))
    note.write_bytes(old.heads.quorum_note)
    arguments = ["--config", str(config), "--after", str(note), "--old-log", old.vkey.encode()]
    assert main(arguments) == 0
    assert main(arguments) == 1
    assert capsys.readouterr().err == "audit: refused: the new log is not empty\n"
    with pytest.raises(SystemExit):
        main(arguments[:4])
    capsys.readouterr()
    assert main(["--config", str(tmp_path / "absent.toml")]) == 1
    assert capsys.readouterr().err == "audit: settings file cannot be read\n"


def test_a_log_says_whether_it_follows_another_and_one_that_cannot_be_read_does_not(tmp_path: Path, old: Log) -> None:
    log = Log(witnessed_settings(tmp_path / "new"))
    database = tmp_path / "new" / "log" / "log.db"
    assert not begun_after(database)
    begin_after(log, old.heads.quorum_note, old.vkey)
    assert begun_after(database)
    log.close()
    assert not begun_after(tmp_path / "none" / "log.db")
    database.write_bytes(b"no database" * 500)
    assert not begun_after(database)
