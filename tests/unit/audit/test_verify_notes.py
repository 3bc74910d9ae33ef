"""The verifier's own note reader: it and the log's accept the same bytes, and nothing that was touched."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import note
from audit.checkpoint import Checkpoint, attach, open_checkpoint, sign_checkpoint
from audit.verify import notes
from audit.verify.notes import NoteError
from tests.budget import budget
from tests.unit.audit.logs import ORIGIN, log_signer, witness_signer

HEAD = Checkpoint(ORIGIN, 12, bytes(range(32)))
SIGNED = attach(sign_checkpoint(HEAD, log_signer()), [witness_signer(1).line(HEAD.body(), 77)])
LOG = notes.parse_key(log_signer().key.encode())
WITNESS = notes.parse_key(witness_signer(1).key.encode())


def both_open(data: bytes) -> tuple[object, object]:
    """What either reader makes of a checkpoint: (size, root, cosignature times) or None."""
    try:
        opened = open_checkpoint(data, [log_signer().key], [witness_signer(1).key])
        one: object = (opened.checkpoint.size, opened.checkpoint.root, list(opened.cosigned.values()))
    except note.NoteError:
        one = None
    try:
        head = notes.open_checkpoint(data, LOG, [WITNESS])
        other: object = (head.size, head.root, list(head.cosigned.values()))
    except NoteError:
        other = None
    return one, other


def test_a_checkpoint_with_its_cosignature() -> None:
    head = notes.open_checkpoint(SIGNED, LOG, [WITNESS])
    assert (head.origin, head.size, head.root) == (ORIGIN, 12, HEAD.root)
    assert head.cosigned == {WITNESS: 77}
    assert head.unchecked == ()
    assert notes.open_checkpoint(SIGNED, LOG, []).unchecked == ("witness.test/1",)


@budget(300)
@given(st.data())
def test_both_readers_agree_on_spoilt_notes(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SIGNED) - 1))
    cut = data.draw(st.integers(0, 3))
    insert = data.draw(st.binary(max_size=3))
    spoilt = SIGNED[:at] + insert + SIGNED[at + cut :]
    one, other = both_open(spoilt)
    assert one == other
    assert one is None or one == (12, HEAD.root, []) or spoilt == SIGNED


@given(st.text(max_size=60))
def test_both_readers_agree_on_keys(text: str) -> None:
    good = log_signer().key.encode()
    for candidate in (text, good[:10] + text + good[10:], text + good):
        answers = []
        for parse, error in ((note.VerifierKey.parse, note.NoteError), (notes.parse_key, NoteError)):
            try:
                parse(candidate)
                answers.append(True)
            except error:
                answers.append(False)
        assert answers[0] == answers[1], candidate


@pytest.mark.parametrize("kind", [0, 2, 5, 6])
def test_keys_of_other_types(kind: int) -> None:
    name = "name"
    material = bytes([kind]) + LOG.raw
    key_id = sha256(name.encode() + b"\n" + material).digest()[:4].hex()
    with pytest.raises(NoteError, match="type"):
        notes.parse_key(f"{name}+{key_id}+{base64.b64encode(material).decode()}")


def test_false_and_missing_signatures() -> None:
    other = Checkpoint(ORIGIN, 13, HEAD.root)
    false = attach(sign_checkpoint(HEAD, log_signer()), [witness_signer(1).line(other.body(), 77)])
    with pytest.raises(NoteError, match="does not hold"):
        notes.open_checkpoint(false, LOG, [WITNESS])
    with pytest.raises(NoteError, match="of the log"):
        notes.open_checkpoint(note.sign_note(HEAD.body(), [witness_signer(1)]), LOG, [WITNESS])
    with pytest.raises(NoteError, match="known key"):
        notes.open_checkpoint(sign_checkpoint(HEAD, log_signer(2)), LOG, [WITNESS])
    with pytest.raises(NoteError, match="another log"):
        notes.open_checkpoint(sign_checkpoint(Checkpoint("other", 1, HEAD.root), log_signer()), LOG, [])


@pytest.mark.parametrize("body", ["a\n", f"{ORIGIN}\n5\nAAAA\n", f"{ORIGIN}\n05\n{'A' * 43}=\n", f"{ORIGIN}\n5\n"])
def test_signed_text_that_is_no_checkpoint(body: str) -> None:
    with pytest.raises(NoteError):
        notes.open_checkpoint(note.sign_note(body.encode(), [log_signer()]), LOG, [])


def test_a_hundred_lines_and_no_more() -> None:
    line = log_signer().line(HEAD.body()).encode()
    assert len(notes.open_note(HEAD.body() + b"\n" + line * 100, [LOG]).by) == 100
    with pytest.raises(NoteError):
        notes.open_note(HEAD.body() + b"\n" + line * 101, [LOG])


def test_a_line_whose_value_is_no_longer_than_the_id_of_a_key_is_no_signature() -> None:
    short, shortest = (base64.b64encode(bytes(size)).decode() for size in (4, 5))
    with pytest.raises(NoteError, match="too short"):
        notes.open_note(SIGNED + f"\u2014 other {short}\n".encode(), [LOG])
    assert "other" in notes.open_note(SIGNED + f"\u2014 other {shortest}\n".encode(), [LOG]).unchecked


def test_a_text_of_one_empty_line_is_a_text() -> None:
    assert notes.open_note(note.sign_note(b"\n", [log_signer()]), [LOG]).text == b"\n"
