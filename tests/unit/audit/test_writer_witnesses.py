"""What witnesses decide: whether the log opens, whether it is fresh, whether the clock is right, what clients get."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from audit.checkpoint import open_checkpoint
from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected, Witness
from audit.log import Log, NotNowError, Report
from audit.merkle import EMPTY_ROOT
from audit.note import Note
from audit.opening import Opening, Verdict
from audit.protocol import RESULT
from audit.refusal import Refusal
from audit.requests import Requests
from audit.settings import WriterSettings
from tests.unit.audit.logs import witness_signer
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request

NAMES = [witness_signer(number).key.name for number in range(4)]
MINUTE = 60_000


def witnessed_settings(base: Path, count: int = 4, quorum: int = 3, **changes: object) -> WriterSettings:
    witnesses = tuple(Witness(witness_signer(number).key, "http://127.0.0.1:1") for number in range(count))
    settings = make_settings(base, clock=SetClock(), steady=SetClock(), witnesses=witnesses, quorum=quorum)
    return replace(settings, **changes)  # type: ignore[arg-type]


def cosigned(number: int, note: bytes, time_s: int) -> Report:
    signer, text = witness_signer(number), Note.parse(note).text
    return Report(signer.key.name, text, Cosigned((signer.line(text, time_s),), time_s))


def answer(log: Log, *numbers: int, ahead_s: int = 0) -> None:
    """These witnesses cosign the head that is on offer, at the time of the log's clock."""
    note = log.tick()
    assert note is not None
    for number in numbers:
        log.witnessed(cosigned(number, note, log.settings.clock() // 1000 + ahead_s))


def refuse(log: Log, number: int, reason: Ahead | Inconsistent | Rejected) -> None:
    log.witnessed(Report(NAMES[number], Note.parse(log.heads.probe()).text, reason))


def pass_time(log: Log, ms: int) -> None:
    for clock in (log.settings.clock, log.settings.steady):
        assert isinstance(clock, SetClock)
        clock.ms += ms


SILENT = Rejected(0, "TimeoutError")


def test_nothing_is_served_before_all_were_asked_and_a_quorum_has_answered(tmp_path: Path) -> None:
    with opened(witnessed_settings(tmp_path)) as log:
        assert append(log, request()) == [Refusal.UNAVAILABLE]
        answer(log, 0, 1, 2)
        assert append(log, request()) == [Refusal.UNAVAILABLE], "the fourth was not asked yet"
        with pytest.raises(NotNowError, match="UNAVAILABLE"):
            log.append_registry(1, bytes(32))
        refuse(log, 3, SILENT)
        assert append(log, request()) == [0]


def test_too_few_answers_wait_for_more(tmp_path: Path) -> None:
    with opened(witnessed_settings(tmp_path)) as log:
        answer(log, 0, 1)
        refuse(log, 2, SILENT)
        refuse(log, 3, Rejected(404, "refused"))
        assert log.refusal() is Refusal.UNAVAILABLE
        answer(log, 3)
        assert append(log, request()) == [0]


def test_before_it_opens_only_stored_heads_or_the_empty_tree_are_signed(tmp_path: Path) -> None:
    settings = witnessed_settings(tmp_path)
    with opened(settings) as log:
        probe = log.tick()
        assert probe is not None
        head = open_checkpoint(probe, [log.vkey]).checkpoint
        assert (head.size, head.root) == (0, EMPTY_ROOT)
        answer(log, 0, 1, 2, 3)
        append(log, request())
        stored = log.tick()
        append(log, request())
    with opened(settings) as log:
        assert log.tick() == stored == log.heads.note, "and no head over the entry that came after it"
        pass_time(log, 10 * MINUTE)
        assert log.tick() == stored


@pytest.mark.parametrize("claim", [Ahead(9), Inconsistent(1)])
def test_one_witness_that_saw_more_or_another_closes_the_log_for_good(tmp_path: Path, claim: Ahead) -> None:
    settings = witnessed_settings(tmp_path)
    with opened(settings) as log:
        answer(log, 0, 1, 2, 3)
        append(log, request())
        answer(log, 0, 1, 2, 3)
    with opened(settings) as log:
        answer(log, 0, 1, 2)
        refuse(log, 3, claim)
        assert append(log, request(), request(when_stale=True)) == [Refusal.LOG_ROLLED_BACK] * 2
        with pytest.raises(NotNowError, match="LOG_ROLLED_BACK"):
            log.append_registry(1, bytes(32))
        log.witnessed(cosigned(3, log.heads.note, log.settings.clock() // 1000))
        assert append(log, request()) == [Refusal.LOG_ROLLED_BACK]
        assert log.tick() is None
    with opened(settings) as log:
        answer_none = log.tick()
        assert answer_none is None
        assert append(log, request()) == [Refusal.LOG_ROLLED_BACK]
        assert log.appender.tree.size == 1


def test_a_restored_backup_is_closed_and_the_right_database_opens(tmp_path: Path) -> None:
    settings = witnessed_settings(tmp_path)
    with opened(settings) as log:
        answer(log, 0, 1, 2, 3)
        append(log, request())
        answer(log, 0, 1, 2, 3)
        backup, right = tmp_path / "backup.db", tmp_path / "right.db"
        copy(log, backup)
        pass_time(log, 2000)
        append(log, request())
        answer(log, 0, 1, 2, 3)
        copy(log, right)
    put_back(settings, backup)
    with opened(settings) as log:
        for number in range(4):
            refuse(log, number, Ahead(2))
        assert append(log, request()) == [Refusal.LOG_ROLLED_BACK]
    put_back(settings, right)
    with opened(settings) as log:
        answer(log, 0, 1, 2, 3)
        assert append(log, request()) == [2]


def copy(log: Log, path: Path) -> None:
    target = sqlite3.connect(path)
    log.store.db.backup(target)
    target.close()
    path.chmod(0o600)


def put_back(settings: WriterSettings, backup: Path) -> None:
    for suffix in ("-wal", "-shm"):
        settings.database.with_name(settings.database.name + suffix).unlink(missing_ok=True)
    backup.rename(settings.database)


def test_a_log_without_entries_stays_fresh(tmp_path: Path) -> None:
    with opened(witnessed_settings(tmp_path)) as log:
        answer(log, 0, 1, 2, 3)
        pass_time(log, 20 * MINUTE)
        answer(log, 0, 1, 2)
        assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [0]


def test_a_claim_after_the_opening_changes_nothing(tmp_path: Path) -> None:
    with opened(witnessed_settings(tmp_path)) as log:
        answer(log, 0, 1, 2)
        refuse(log, 3, SILENT)
        refuse(log, 3, Ahead(10**9))
        assert append(log, request()) == [0]


def test_verdicts() -> None:
    opening = Opening(["a", "b", "c"], 2)
    assert opening.verdict() is Verdict.WAIT
    opening.answered("a", Cosigned(()))
    opening.answered("a", Cosigned(()))
    opening.answered("b", SILENT)
    opening.answered("c", SILENT)
    assert opening.verdict() is Verdict.WAIT, "one witness twice is one witness"
    opening.answered("c", Cosigned(()))
    assert opening.verdict() is Verdict.OPEN
    opening.answered("b", Inconsistent(3))
    assert opening.verdict() is Verdict.ROLLED_BACK
    assert "b has cosigned another tree of 3 leaves" in opening.reason
    assert Opening([], 0).verdict() is Verdict.OPEN


def ready(base: Path, **changes: object) -> Log:
    log = Log(witnessed_settings(base, **changes))
    answer(log, 0, 1, 2, 3)
    return log


def test_stale_after_fifteen_minutes_and_fresh_again(tmp_path: Path) -> None:
    log = ready(tmp_path)
    pass_time(log, 15 * MINUTE)
    assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [0]
    pass_time(log, 1)
    held = request(nonce=b"n" * 16, exp_ms=log.settings.clock() + MINUTE)
    assert append(log, held) == [Refusal.WITNESS_STALE]
    (result,) = log.append(Requests.of([held._replace(when_stale=True)]))
    assert RESULT.unpack(result)[0:2] == (1, 1), "appended, and the answer says that witnesses are stale"
    answer(log, 1, 2, 3)
    (result,) = log.append(Requests.of([request(exp_ms=log.settings.clock() + MINUTE)]))
    assert RESULT.unpack(result)[0:2] == (0, 2)
    log.close()


def test_two_fresh_witnesses_are_no_quorum_of_three(tmp_path: Path) -> None:
    log = ready(tmp_path)
    pass_time(log, 16 * MINUTE)
    answer(log, 0, 1)
    answer(log, 1)
    assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [Refusal.WITNESS_STALE]
    log.close()


def test_a_cosignature_an_hour_ahead_is_no_freshness(tmp_path: Path) -> None:
    log = ready(tmp_path)
    pass_time(log, 16 * MINUTE)
    answer(log, 0, 1)
    answer(log, 2, ahead_s=3600)
    one = request(exp_ms=log.settings.clock() + MINUTE)
    assert append(log, one) == [Refusal.WITNESS_STALE]
    answer(log, 3)
    assert append(log, one) == [0]
    log.close()


@pytest.mark.parametrize("step", [-600_000, -31_000, 31_000, 600_000])
def test_a_clock_that_is_set_is_noticed_at_once_and_forgiven_when_put_right(tmp_path: Path, step: int) -> None:
    log = ready(tmp_path)
    clock = log.settings.clock
    assert isinstance(clock, SetClock)
    one = request(when_stale=True, exp_ms=clock.ms + 10**7)
    clock.ms += step
    assert append(log, one) == [Refusal.CLOCK]
    horizon = log.appender.nonces.horizon_ms
    pass_time(log, 20_000)
    log.tick()
    assert log.appender.nonces.horizon_ms == horizon, "a wrong clock moves no horizon"
    clock.ms -= step
    assert append(log, one) == [0]
    log.close()


@pytest.mark.parametrize("step", [-29_000, 0, 29_000])
def test_thirty_seconds_are_forgiven(tmp_path: Path, step: int) -> None:
    log = ready(tmp_path)
    clock = log.settings.clock
    assert isinstance(clock, SetClock)
    clock.ms += step
    assert append(log, request(exp_ms=clock.ms + MINUTE)) == [0]
    log.close()


def test_one_lying_clock_among_four_moves_nothing(tmp_path: Path) -> None:
    log = ready(tmp_path)
    answer(log, 3, ahead_s=-7200)
    assert append(log, request()) == [0]
    answer(log, 3, ahead_s=7200)
    assert append(log, request()) == [1]
    answer(log, 2, ahead_s=7200)
    answer(log, 1, ahead_s=7200)
    assert append(log, request()) == [Refusal.CLOCK], "three of four agree on another time"
    log.close()


def test_a_head_a_second_and_the_next_once_it_has_its_quorum(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request())
    first = log.tick()
    append(log, request())
    pass_time(log, 2000)
    assert log.tick() == first, "no quorum yet"
    answer(log, 0, 1)
    assert (log.heads.quorum_size, log.heads.size) == (0, 1)
    log.witnessed(cosigned(2, log.heads.note, log.settings.clock() // 1000))
    assert log.heads.quorum_size == 1
    assert log.tick() != first
    assert log.heads.size == 2
    append(log, request())
    pass_time(log, 5000)
    log.tick()
    assert log.heads.size == 3, "after five seconds without a quorum the next head is offered"
    assert log.heads.quorum_size == 1
    log.close()


def test_what_clients_get_carries_its_quorum_and_survives_a_restart(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request())
    answer(log, 0, 1, 2)
    note, now = log.heads.quorum_note, log.settings.clock() // 1000
    keys = [witness_signer(number).key for number in range(4)]
    assert open_checkpoint(note, [log.vkey], keys).cosigned == dict.fromkeys(NAMES[:3], now)
    answer(log, 3)
    pass_time(log, MINUTE)
    answer(log, 0)
    assert open_checkpoint(log.heads.quorum_note, [log.vkey], keys).cosigned == {
        NAMES[0]: now + 60, NAMES[1]: now, NAMES[2]: now, NAMES[3]: now,
    }  # fmt: skip
    kept = log.heads.quorum_note
    log.close()
    with opened(log.settings) as again:
        assert again.heads.quorum_note == kept


def test_two_cosignatures_of_one_witness_are_one(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request())
    for _ in range(3):
        answer(log, 0)
        answer(log, 1)
        pass_time(log, 1000)
    assert log.heads.quorum_size == 0
    log.close()


def test_cosignatures_over_an_older_head_say_only_that_the_witness_lives(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request())
    old = log.tick()
    assert old is not None
    append(log, request())
    pass_time(log, 5000)
    log.tick()
    for number in range(4):
        log.witnessed(cosigned(number, old, log.settings.clock() // 1000))
    assert log.heads.quorum_size == 0
    log.close()
