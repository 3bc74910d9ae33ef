"""What closes a log for good, and what does not: only its own signature over more than it holds, or over another tree."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.cosign import Ahead, Inconsistent
from audit.ed25519 import load_private
from audit.log import Log, NotNowError
from audit.note import ED25519, Signer
from audit.refusal import Refusal
from audit.settings import WriterSettings
from tests.unit.audit.logs import witness_signer
from tests.unit.audit.witnessed import (
    NAMES,
    SILENT,
    answer,
    cosigned,
    pass_time,
    ready,
    refuse,
    witnessed_settings,
)
from tests.unit.audit.writers import append, opened, request, sqlite_of


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
    sqlite_of(log).backup(target)
    target.close()
    path.chmod(0o600)


def put_back(settings: WriterSettings, backup: Path) -> None:
    for suffix in ("-wal", "-shm"):
        settings.database.with_name(settings.database.name + suffix).unlink(missing_ok=True)
    backup.rename(settings.database)
