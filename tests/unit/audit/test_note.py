"""Notes, verifier keys and cosignatures: what is accepted is exactly what was signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import note
from audit.note import COSIGNATURE, ED25519, Note, NoteError, Signer, VerifierKey
from tests.budget import budget
from tests.unit.audit.logs import key_of, log_signer, witness_signer

TEXT = b"first line\n\nthird line\n"
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="+"), min_size=1)


@given(NAMES, st.sampled_from([ED25519, COSIGNATURE]), st.integers(1, 50))
def test_keys_come_back_from_their_text(name: str, alg: int, seed: int) -> None:
    key = Signer.of(name, alg, key_of(seed)).key
    assert VerifierKey.parse(key.encode()) == key


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\tb", "a\nb", "a\u0085"])
def test_names_that_no_key_may_have(name: str) -> None:
    with pytest.raises(NoteError):
        Signer.of(name, ED25519, key_of(1))


def test_malformed_keys() -> None:
    good = log_signer().key
    name, key_id, material = good.encode().split("+", 2)
    for text in (
        "",
        name,
        f"{name}+{key_id}",
        f"{name}+{key_id.upper()}x+{material}",
        f"{name}x+{key_id}+{material}",
        f"{name}+00000000+{material}",
        f"{name}+{key_id}+{material[:-4]}",
        f"{name}+{key_id}+{material} ",
        good.encode() + "\n",
    ):
        with pytest.raises(NoteError):
            VerifierKey.parse(text)
    with pytest.raises(NoteError, match="type"):
        VerifierKey("name", 2, good.public)
    with pytest.raises(NoteError, match="identity"):
        VerifierKey("name", ED25519, b"\x01" + bytes(31))


def test_the_specifications_cosignature_text() -> None:
    assert note.cosigned_text(b"example.com/log\n", 1679315147) == b"cosignature/v1\ntime 1679315147\nexample.com/log\n"


def test_signatures_and_cosignatures_verify_together() -> None:
    log, witness = log_signer(), witness_signer(1)
    signed = note.sign_note(TEXT, [log, witness], time_s=1700000000)
    verified = Note.parse(signed).verify([log.key, witness.key])
    assert [(one.key, one.time_s) for one in verified] == [(log.key, None), (witness.key, 1700000000)]
    assert Note.parse(signed).text == TEXT
    assert Note.parse(signed).encode() == signed
    assert len(Note.parse(signed).verify([witness.key])) == 1


def test_one_key_of_two_types_has_two_ids() -> None:
    plain, timed = Signer.of("n", ED25519, key_of(3)), Signer.of("n", COSIGNATURE, key_of(3))
    signed = note.sign_note(TEXT, [plain])
    with pytest.raises(NoteError, match="known key"):
        Note.parse(signed).verify([timed.key])


def test_a_cosignature_is_bound_to_its_time() -> None:
    witness = witness_signer(1)
    [line] = Note.parse(note.sign_note(TEXT, [witness], time_s=5)).lines
    moved = (6).to_bytes(8, "big") + line.value[8:]
    with pytest.raises(NoteError, match="does not hold"):
        witness.key.check(TEXT, moved)
    with pytest.raises(NoteError, match="time"):
        witness.key.check(TEXT, b"\xff" * 8 + line.value[8:])
    with pytest.raises(NoteError, match="length"):
        witness.key.check(TEXT, line.value[:-1])


@budget(200)
@given(st.data())
def test_a_flipped_byte_is_never_accepted(data: st.DataObject) -> None:
    log = log_signer()
    signed = note.sign_note(TEXT, [log])
    at = data.draw(st.integers(0, len(signed) - 1))
    spoilt = signed[:at] + bytes([signed[at] ^ data.draw(st.integers(1, 255))]) + signed[at + 1 :]
    with pytest.raises(NoteError):
        Note.parse(spoilt).verify([log.key])


@given(st.binary(max_size=200))
def test_garbage_is_refused_with_a_note_error(data: bytes) -> None:
    with pytest.raises(NoteError):
        Note.parse(data)


def test_limits() -> None:
    log = log_signer()
    line = log.line(TEXT)
    hundred = TEXT + b"\n" + (line * 100).encode()
    assert len(Note.parse(hundred).lines) == 100
    with pytest.raises(NoteError):
        Note.parse(hundred + line.encode())
    with pytest.raises(NoteError):
        Note.parse(b"x" * note.MAX_NOTE_BYTES + hundred)


@pytest.mark.parametrize("text", [b"no newline", b"tab\t\n", b"\xff\n", b"cr\r\n"])
def test_text_that_no_note_may_hold_is_not_signed(text: bytes) -> None:
    with pytest.raises(NoteError):
        note.sign_note(text, [log_signer()])


def test_base64_is_canonical() -> None:
    assert note.decode_base64("AA==") == b"\x00"
    for text in ("AB==", "AA=", "AA", "A A==", "AA==\n", "-_==", "é"):
        with pytest.raises(NoteError):
            note.decode_base64(text)
