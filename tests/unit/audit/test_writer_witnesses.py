"""What witnesses decide: whether the log opens, whether it is fresh, whether the clock is right, what clients get."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.checkpoint import open_checkpoint
from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected
from audit.log import NotNowError
from audit.merkle import EMPTY_ROOT
from audit.opening import Opening
from audit.protocol import RESULT
from audit.refusal import Refusal
from audit.requests import Requests
from tests.unit.audit.logs import witness_signer
from tests.unit.audit.witnessed import (
    MINUTE,
    NAMES,
    SILENT,
    answer,
    cosigned,
    pass_time,
    ready,
    refuse,
    witnessed_settings,
)
from tests.unit.audit.writers import SetClock, append, opened, request


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


def test_a_log_without_entries_stays_fresh(tmp_path: Path) -> None:
    with opened(witnessed_settings(tmp_path)) as log:
        answer(log, 0, 1, 2, 3)
        pass_time(log, 20 * MINUTE)
        answer(log, 0, 1, 2)
        assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [0]


def test_the_opening_counts_who_has_cosigned() -> None:
    opening = Opening(["a", "b", "c"], 2)
    opening.answered("a", Cosigned(()))
    opening.answered("a", Cosigned(()))
    opening.answered("b", SILENT)
    opening.answered("c", SILENT)
    assert not opening.done, "one witness twice is one witness"
    opening.answered("a", Ahead(9))
    opening.answered("c", Cosigned(()))
    assert not opening.done, "a witness that takes its word back does not count"
    opening.answered("b", Cosigned(()))
    assert opening.done
    opening.answered("b", Inconsistent(3))
    assert opening.done, "what is open stays so"
    assert Opening([], 0).done


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


def test_witnesses_whose_clocks_are_off_are_blamed_by_name(tmp_path: Path) -> None:
    """Two of four: nobody can tell who is right, the log stops, and the operator learns whose clocks differ."""
    log = ready(tmp_path)
    note = log.tick()
    assert note is not None
    now_s = log.settings.clock() // 1000
    said = [log.witnessed(cosigned(number, note, now_s - 300)) for number in (1, 3)]
    assert said == [f"alarm: the clock of {NAMES[number]} is 300 s behind this machine's" for number in (1, 3)]
    assert log.clock_off()
    assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [Refusal.CLOCK]
    assert log.clocks_off() == {NAMES[1]: -300_000, NAMES[3]: -300_000}
    assert log.witnessed(cosigned(1, note, now_s - 300)) == "", "said once"
    assert log.witnessed(cosigned(1, note, now_s)) == f"the clock of {NAMES[1]} is right again"
    assert (log.clock_off(), log.clocks_off()) == (False, {NAMES[3]: -300_000})
    assert append(log, request(exp_ms=log.settings.clock() + MINUTE)) == [0]
    log.close()


def test_where_all_witnesses_differ_all_are_named(tmp_path: Path) -> None:
    """Then it is the clock of this machine; set right, none is."""
    log = ready(tmp_path)
    clock = log.settings.clock
    assert isinstance(clock, SetClock)
    clock.ms -= MINUTE
    assert log.clock_off()
    assert log.clocks_off() == dict.fromkeys(sorted(NAMES), MINUTE)
    clock.ms += MINUTE
    assert (log.clock_off(), log.clocks_off()) == (False, {})
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
