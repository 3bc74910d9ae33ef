"""What witnesses decide: whether the log opens, whether it is fresh, whether the clock is right, what clients get."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected, Witness
from audit.ed25519 import load_private
from audit.log import Log, NotNowError, Report
from audit.merkle import EMPTY_ROOT
from audit.note import ED25519, Note, Signer
from audit.opening import Opening
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


def log_of(settings: WriterSettings) -> Signer:
    return Signer.of(settings.origin, ED25519, load_private(settings.log_key))


def signed(settings: WriterSettings, size: int, root: bytes = bytes(32)) -> bytes:
    """A head under the log's own key, as a witness shows what it has cosigned."""
    return sign_checkpoint(Checkpoint(settings.origin, size, root), log_of(settings))


def one_entry(settings: WriterSettings) -> bytes:
    """A log of one entry, cosigned by all, closed again; its head."""
    with opened(settings) as log:
        answer(log, 0, 1, 2, 3)
        append(log, request())
        answer(log, 0, 1, 2, 3)
        return log.heads.note


def proofs(settings: WriterSettings) -> dict[str, Ahead | Inconsistent]:
    return {
        "a larger head": Ahead(9, signed(settings, 9)),
        "a larger head, with a claim of another size": Ahead(1, signed(settings, 2)),
        "another tree of the size held": Inconsistent(1, signed(settings, 1)),
        "another tree where the witness says it is ahead": Ahead(9, signed(settings, 1)),
        "another empty tree": Inconsistent(1, signed(settings, 0)),
    }


PROOFS = [
    "a larger head", "a larger head, with a claim of another size", "another tree of the size held",
    "another tree where the witness says it is ahead", "another empty tree",
]  # fmt: skip


@pytest.mark.parametrize("name", PROOFS)
@pytest.mark.parametrize("running", [False, True])
def test_one_head_that_the_log_has_signed_and_lost_closes_it_for_good(tmp_path: Path, name: str, running: bool) -> None:
    settings = witnessed_settings(tmp_path)
    one_entry(settings)
    with opened(settings) as log:
        answer(log, 0, 1, 2)
        if running:
            refuse(log, 3, SILENT)
            assert append(log, request()) == [1]
        assert list(proofs(settings)) == PROOFS
        proof = proofs(settings)[name]
        refuse(log, 3, proof)
        assert append(log, request(), request(when_stale=True)) == [Refusal.LOG_ROLLED_BACK] * 2
        with pytest.raises(NotNowError, match="LOG_ROLLED_BACK"):
            log.append_registry(1, bytes(32))
        log.witnessed(cosigned(3, log.heads.note, log.settings.clock() // 1000))
        assert append(log, request()) == [Refusal.LOG_ROLLED_BACK]
        assert log.tick() is None
        assert log.store.state("rollback_proof", b"") == proof.shown, "the proof is kept"
    with opened(settings) as log:
        assert log.tick() is None
        assert append(log, request()) == [Refusal.LOG_ROLLED_BACK]
        assert log.appender.tree.size == 1 + running


def claims(settings: WriterSettings, own: bytes) -> dict[str, Ahead | Inconsistent]:
    other = Signer.of(settings.origin, ED25519, Ed25519PrivateKey.generate())
    elsewhere = Signer.of("rabta.test/audit/9", ED25519, load_private(settings.log_key))
    larger = Checkpoint(settings.origin, 9, bytes(32))
    text = larger.body()
    return {
        "nothing": Ahead(10**9),
        "nothing, another tree": Inconsistent(1),
        "no note": Ahead(9, b"9\n"),
        "not even text": Ahead(9, b"\xff" * 200),
        "no signature": Ahead(9, text + b"\n"),
        "another key under the log's name": Ahead(9, sign_checkpoint(larger, other)),
        "the log's key under another name": Ahead(
            9, sign_checkpoint(Checkpoint("rabta.test/audit/9", 9, bytes(32)), elsewhere)
        ),
        "a text of another origin under the log's signature": Ahead(
            9, sign_checkpoint(Checkpoint("rabta.test/audit/9", 9, bytes(32)), log_of(settings))
        ),
        "its own head": Ahead(9, own),
        "its own head, said to be another": Inconsistent(1, own),
        "the witness's own signature": Ahead(9, (text + b"\n" + witness_signer(3).line(text, 7).encode())),
    }


CLAIMS = [
    "nothing", "nothing, another tree", "no note", "not even text", "no signature", "another key under the log's name",
    "the log's key under another name", "a text of another origin under the log's signature", "its own head",
    "its own head, said to be another", "the witness's own signature",
]  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("running", [False, True])
def test_what_a_witness_only_claims_closes_nothing_and_is_an_alarm(tmp_path: Path, name: str, running: bool) -> None:
    settings = witnessed_settings(tmp_path)
    own = one_entry(settings)
    assert list(claims(settings, own)) == CLAIMS
    claim = claims(settings, own)[name]
    with opened(settings) as log:
        answer(log, 0, 1)
        if running:
            answer(log, 2)
            refuse(log, 3, SILENT)
        refuse(log, 3, claim)
        if not running:
            assert log.refusal() is Refusal.UNAVAILABLE, "it does not count"
            answer(log, 2)
        assert append(log, request()) == [1]
        (alarm,) = log.closure.alarms
        assert (alarm.witness, alarm.size) == (NAMES[3], claim.size)
        answer(log, 3)
        assert [one.witness for one in log.closure.alarms] == [NAMES[3]], "it stays, though the witness cosigns again"
    with opened(settings) as log:
        assert [one.witness for one in log.closure.alarms] == [NAMES[3]], "over a restart too"
    with opened(replace(settings, witnesses=settings.witnesses[:3], quorum=2)) as log:
        assert log.closure.alarms == (), "until the witness has left"


def test_the_first_claim_is_kept_however_many_follow(tmp_path: Path) -> None:
    log = ready(tmp_path)
    for size in (5, 6, 7):
        refuse(log, 3, Ahead(size))
        pass_time(log, 1000)
    refuse(log, 2, Inconsistent(4))
    found = [(one.witness, one.claim, one.size) for one in log.closure.alarms]
    assert found == [(NAMES[2], "another tree", 4), (NAMES[3], "ahead", 5)]
    log.close()


def test_a_witness_that_claims_counts_no_more_for_freshness(tmp_path: Path) -> None:
    log = ready(tmp_path)
    refuse(log, 0, Ahead(9))
    assert append(log, request()) == [0], "three are left"
    refuse(log, 1, Ahead(9))
    assert append(log, request()) == [Refusal.WITNESS_STALE]
    answer(log, 1)
    assert append(log, request()) == [1], "it counts again once it cosigns"
    log.close()


def test_a_log_that_a_mere_claim_closed_before_asks_anew(tmp_path: Path) -> None:
    settings = witnessed_settings(tmp_path)
    one_entry(settings)
    with opened(settings) as log:
        log.store.set_state("rolled_back", "witness.test/3 has cosigned 9 leaves")
    with opened(settings) as log:
        answer(log, 0, 1, 2, 3)
        assert append(log, request()) == [1]


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
        newest = log.heads.note
    put_back(settings, backup)
    with opened(settings) as log:
        for number in range(4):
            refuse(log, number, Ahead(2, newest))
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
