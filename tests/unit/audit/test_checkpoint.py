"""Checkpoints: exact body, signed by the right log, cosigned by whom."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checkpoint import Checkpoint, attach, open_checkpoint, sign_checkpoint
from audit.note import ED25519, NoteError, Signer, sign_note
from tests.rows import of_rows
from tests.unit.audit.logs import ORIGIN, key_of, log_signer, witness_signer

HEAD = Checkpoint(ORIGIN, 5, bytes(range(32)))
ROOT = base64.b64encode(bytes(range(32))).decode()


def test_body_is_three_lines() -> None:
    assert HEAD.body() == f"{ORIGIN}\n5\n{ROOT}\n".encode()


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_bodies_come_back(size: int, root: bytes) -> None:
    head = Checkpoint(ORIGIN, size, root)
    assert Checkpoint.parse(head.body()) == head


@of_rows(
    "text",
    [
        f"{ORIGIN}\n05\n{ROOT}\n",
        f"{ORIGIN}\n+5\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n٥\n{ROOT}\n",
        f"{ORIGIN}\n\n{ROOT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT}\n",
        f"{ORIGIN}\n5\n{ROOT}",
        f"{ORIGIN}\n5\n{ROOT}\nextension\n",
        f"{ORIGIN}\n5\n{ROOT}\n\n",
        f"\n5\n{ROOT}\n",
        f"{ORIGIN}\n5\n{ROOT[:-4]}\n",
        f"{ORIGIN}\n5\n{ROOT[:-2]}9=\n",
        f"{ORIGIN}\n5\n",
        "",
    ],
)
def test_malformed_bodies(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.parse(text.encode())


def test_opening_reports_who_cosigned_and_when() -> None:
    witnesses = [witness_signer(n) for n in range(3)]
    note = sign_checkpoint(HEAD, log_signer())
    note = attach(note, [witnesses[0].line(HEAD.body(), 100), witnesses[2].line(HEAD.body(), 300)])
    opened = open_checkpoint(note, [log_signer().key], [one.key for one in witnesses])
    assert opened.checkpoint == HEAD
    assert opened.cosigned == {"witness.test/0": 100, "witness.test/2": 300}
    assert open_checkpoint(note, [log_signer().key]).cosigned == {}


def test_a_later_line_of_a_witness_replaces_its_earlier_one() -> None:
    witness = witness_signer(1)
    note = attach(sign_checkpoint(HEAD, log_signer()), [witness.line(HEAD.body(), 100)])
    note = attach(note, [witness.line(HEAD.body(), 200)])
    assert note.count(b"witness.test/1") == 1
    assert open_checkpoint(note, [log_signer().key], [witness.key]).cosigned == {"witness.test/1": 200}


def test_two_cosignatures_of_one_witness_are_one_vote() -> None:
    witness = witness_signer(1)
    lines = witness.line(HEAD.body(), 200) + witness.line(HEAD.body(), 100)
    note = sign_checkpoint(HEAD, log_signer()) + lines.encode()
    assert open_checkpoint(note, [log_signer().key], [witness.key]).cosigned == {"witness.test/1": 200}


def test_one_false_cosignature_condemns_the_note() -> None:
    good, bad = witness_signer(1), witness_signer(2)
    other = Checkpoint(ORIGIN, 6, HEAD.root)
    note = attach(sign_checkpoint(HEAD, log_signer()), [good.line(HEAD.body(), 1), bad.line(other.body(), 1)])
    with pytest.raises(NoteError, match="does not hold"):
        open_checkpoint(note, [log_signer().key], [good.key, bad.key])
    assert open_checkpoint(note, [log_signer().key], [good.key]).cosigned == {"witness.test/1": 1}


def test_witnesses_do_not_stand_in_for_the_log() -> None:
    note = sign_note(HEAD.body(), [witness_signer(1)], 5)
    with pytest.raises(NoteError, match="log"):
        open_checkpoint(note, [log_signer().key], [witness_signer(1).key])


def test_the_origin_must_be_the_logs() -> None:
    other = Checkpoint("rabta.test/other", 5, HEAD.root)
    note = sign_checkpoint(other, log_signer())
    with pytest.raises(NoteError, match="another log"):
        open_checkpoint(note, [log_signer().key])
    assert open_checkpoint(note, [log_signer().key], origin="rabta.test/other").checkpoint == other
    with pytest.raises(NoteError, match="another log"):
        open_checkpoint(note, [log_signer().key], origin=ORIGIN)


def test_keys_must_be_distinct_and_of_their_type() -> None:
    note = sign_checkpoint(HEAD, log_signer())
    twin = Signer.of("another.name", ED25519, key_of(1)).key
    for logs, witnesses in (
        ([log_signer().key, twin], []),
        ([witness_signer(1).key], []),
        ([log_signer().key], [log_signer().key]),
        ([log_signer().key], [witness_signer(1).key, witness_signer(1).key]),
    ):
        with pytest.raises(NoteError):
            open_checkpoint(note, logs, witnesses)
