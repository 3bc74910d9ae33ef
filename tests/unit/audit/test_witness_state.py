"""What a witness may cosign: only what extends what it cosigned before, whatever it is offered."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.cosign import encode_submission, shown_at
from audit.merkle import EMPTY_ROOT
from audit.note import Note
from audit.witness_state import SubmissionError, WitnessError, WitnessState, WitnessStore
from tests.budget import budget
from tests.unit.audit.logs import ORIGIN, MemoryLog, leaves, log_signer, witness_signer

LOG = MemoryLog(leaves(20))
FORK = MemoryLog([*leaves(7), *leaves(13, "fork")])


def new_state(folder: Path) -> tuple[WitnessState, WitnessStore]:
    folder.chmod(0o700)
    path = folder / "state.db"
    if not path.exists():
        WitnessStore.create(path)
    store = WitnessStore(path)
    return WitnessState(store, [witness_signer(1)], {ORIGIN: [log_signer().key]}), store


def offer(state: WitnessState, log: MemoryLog, old: int, new: int, proof: list[bytes] | None = None) -> str:
    proof = log.proof(old, new) if proof is None and old <= new else proof or []
    return state.add_checkpoint(encode_submission(log.note(new), old, proof), 1700000000)


def refused(state: WitnessState, body: bytes) -> tuple[int, int | None]:
    with pytest.raises(SubmissionError) as caught:
        state.add_checkpoint(body, 1)
    return caught.value.status, caught.value.size


@pytest.fixture(name="state")
def _state(tmp_path: Path) -> WitnessState:
    return new_state(tmp_path)[0]


def test_it_cosigns_what_extends(state: WitnessState) -> None:
    for old, new in ((0, 0), (0, 3), (3, 3), (3, 8), (8, 20)):
        lines = offer(state, LOG, old, new)
        note = LOG.note(new) + lines.encode()
        [verified] = Note.parse(note).verify([witness_signer(1).key])
        assert verified.time_s == 1700000000


def test_refusals_in_their_order(state: WitnessState) -> None:
    offer(state, LOG, 0, 5)
    note = LOG.note(8)
    stranger = MemoryLog(leaves(8), log_signer(2, "rabta.test/unknown"))
    forger = MemoryLog(leaves(8), log_signer(2))
    assert refused(state, encode_submission(stranger.note(8), 9, [])) == (404, None)
    assert refused(state, encode_submission(forger.note(8), 9, [])) == (403, None)
    assert refused(state, encode_submission(note, 9, [])) == (400, None)
    assert refused(state, encode_submission(note, 4, LOG.proof(4, 8))) == (409, 5)
    assert refused(state, encode_submission(note, 0, [])) == (409, 5)
    assert refused(state, encode_submission(LOG.note(3), 3, [])) == (409, 5)
    assert refused(state, encode_submission(note, 5, [])) == (422, None)
    assert refused(state, encode_submission(note, 5, LOG.proof(4, 8))) == (422, None)
    assert refused(state, encode_submission(LOG.note(5), 5, [bytes(32)])) == (422, None)
    assert offer(state, LOG, 5, 8)


def test_a_fork_is_refused_and_its_signature_kept(tmp_path: Path) -> None:
    state, store = new_state(tmp_path)
    offer(state, LOG, 0, 10)
    assert refused(state, encode_submission(FORK.note(10), 10, [])) == (409, 10)
    assert refused(state, encode_submission(FORK.note(15), 10, FORK.proof(10, 15))) == (422, None)
    assert refused(state, encode_submission(FORK.note(10), 10, [])) == (409, 10)
    assert store.splits() == [FORK.note(10)]


def test_the_head_is_kept_as_the_log_signed_it(tmp_path: Path) -> None:
    state, store = new_state(tmp_path)
    digest = shown_at(ORIGIN).split("/")[1]
    assert state.shown(digest) == b""
    for size in (4, 9):
        offer(state, LOG, store.head(ORIGIN)[0], size)
        assert state.shown(digest) == LOG.note(size)
    refused(state, encode_submission(FORK.note(9), 9, []))
    assert state.shown(digest) == LOG.note(9), "what is not cosigned is not shown"
    assert state.shown("0" * 64) == b""


def test_a_state_from_before_heads_were_kept_shows_the_next(tmp_path: Path) -> None:
    state, store = new_state(tmp_path)
    offer(state, LOG, 0, 4)
    store.close()
    database = sqlite3.connect(tmp_path / "state.db")
    database.execute("ALTER TABLE head DROP COLUMN note")
    database.close()
    state, store = new_state(tmp_path)
    digest = shown_at(ORIGIN).split("/")[1]
    assert (store.head(ORIGIN)[0], state.shown(digest)) == (4, b"")
    offer(state, LOG, 4, 9)
    assert state.shown(digest) == LOG.note(9)


def test_the_first_checkpoint_carries_no_proof(state: WitnessState) -> None:
    assert refused(state, encode_submission(LOG.note(8), 0, [bytes(32)])) == (422, None)
    wrong = sign_checkpoint(Checkpoint(ORIGIN, 0, bytes(32)), log_signer())
    assert refused(state, encode_submission(wrong, 0, [])) == (422, None)
    assert LOG.checkpoint(0).root == EMPTY_ROOT


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"", 400),
        (b"old\n\n", 400),
        (b"old 00\n\n", 400),
        (b"old -1\n\n", 400),
        (b"new 0\n\n", 400),
        (b"old 0 \n\n", 400),
        (b"old 0\r\n\r\n", 400),
        (b"old 0\nnot base64\n\n", 400),
        (b"old 0\n" + b"AA==\n" * 64 + b"\n", 400),
        (b"\xff\n\n", 400),
        (b"old 0\n\nx", 403),
        (b"old 0\n\n\n", 403),
    ],
)
def test_malformed_requests(state: WitnessState, head: bytes, status: int) -> None:
    assert refused(state, head + LOG.note(3) if status == 400 else head)[0] == status


def test_a_request_ends_its_head_and_its_proof_has_at_most_63_hashes(state: WitnessState) -> None:
    assert refused(state, b"old 0\n")[0] == 400
    longest = encode_submission(LOG.note(8), 0, [bytes(32)] * 63)
    assert refused(state, longest)[0] == 422, "read, and then found wrong"
    assert refused(state, encode_submission(LOG.note(8), 0, [bytes(32)] * 64))[0] == 400


def test_other_signatures_on_the_note_are_ignored(state: WitnessState) -> None:
    note = LOG.note(3) + witness_signer(2).line(LOG.checkpoint(4).body(), 9).encode()
    assert state.add_checkpoint(encode_submission(note, 0, []), 1)


def test_state_is_not_replaced_shared_or_loose(tmp_path: Path) -> None:
    with pytest.raises(WitnessError, match="absent"):
        WitnessStore(tmp_path / "state.db")
    _, store = new_state(tmp_path)
    with pytest.raises(WitnessError, match="in use"):
        WitnessStore(tmp_path / "state.db")
    with pytest.raises(FileExistsError):
        WitnessStore.create(tmp_path / "state.db")
    store.close()
    (tmp_path / "state.db").chmod(0o644)
    with pytest.raises(WitnessError, match="others"):
        WitnessStore(tmp_path / "state.db")
    (tmp_path / "state.db").chmod(0o600)
    tmp_path.chmod(0o755)
    with pytest.raises(WitnessError, match="others"):
        WitnessStore(tmp_path / "state.db")


def test_damaged_state_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for content in (b"", b"no database at all" * 100):
        path = tmp_path / "state.db"
        path.touch(0o600)
        path.write_bytes(content)
        with pytest.raises(WitnessError, match="damaged"):
            WitnessStore(path)


def test_a_witness_needs_keys_of_the_right_type(tmp_path: Path) -> None:
    _, store = new_state(tmp_path)
    for signers, logs in (
        ([], {ORIGIN: [log_signer().key]}),
        ([witness_signer(1)], {}),
        ([witness_signer(1)], {ORIGIN: []}),
        ([witness_signer(1)], {ORIGIN: [witness_signer(2).key]}),
        ([witness_signer(1)], {ORIGIN: [log_signer().key, witness_signer(2).key]}),
    ):
        with pytest.raises(WitnessError):
            WitnessState(store, signers, logs)


class OneRootASize(RuleBasedStateMachine):
    """Honest and forked offers in any order, with restarts: never two roots of one size."""

    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        self.state, self.store = new_state(Path(self.folder.name))
        self.roots: dict[int, bytes] = {}
        self.size = 0

    @rule(log=st.sampled_from([LOG, FORK]), old=st.integers(0, 20), new=st.integers(0, 20))
    def submit(self, log: MemoryLog, old: int, new: int) -> None:
        self._submit(log, old, new)

    @precondition(lambda self: self.size < 20)
    @rule(log=st.sampled_from([LOG, FORK]), ahead=st.integers(0, 4))
    def submit_next(self, log: MemoryLog, ahead: int) -> None:
        self._submit(log, self.size, min(20, self.size + ahead))

    def _submit(self, log: MemoryLog, old: int, new: int) -> None:
        told: list[int | None] = []
        try:
            offer(self.state, log, old, new)
        except SubmissionError as error:
            told.append(error.size)
        if told:
            assert told[0] in (None, self.size)
            return
        assert old == self.size <= new
        assert self.roots.setdefault(new, log.checkpoint(new).root) == log.checkpoint(new).root
        self.size = new

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.state, self.store = new_state(Path(self.folder.name))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.store.close()
            self.folder.cleanup()


TestOneRootASize = OneRootASize.TestCase
TestOneRootASize.settings = budget(25, stateful_step_count=20)
