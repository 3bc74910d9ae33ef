"""`rabta audit month-keys`, `sign-destruction`, `destroy-month-key`: two holders, past retention, and for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit.monthkeys import month_of
from audit.settings import WriterSettings
from services.membership.layout import FederationFiles
from services.signing.es256 import PrivateKey
from services.signing.keyfile import replace_private
from tests.fakes import live
from tests.unit.audit.writers import SetClock, append, opened, request, writer_process
from tests.unit.cli.rabta import mode, rabta

YEARS_MS = 2 * 366 * 86_400_000
OLD, NEW = month_of(live.now_ms() - YEARS_MS), month_of(live.now_ms())


class Hub:
    """A hub whose log has entries of FIA from two years ago and from today, and its writer."""

    def __init__(self, folder: Path) -> None:
        self.files: FederationFiles = live.copied(folder)
        self.folder = self.files.hub.folder
        self.origin = live.registry(self.files).open_log(live.HUB).origin
        self.out = folder
        publics = []
        for number, path in enumerate(self.files.governance_keys):
            public = folder / f"holder-{number}.pem"
            replace_private(public, PrivateKey.load(path).public().pem())
            publics.append(public)
        seal = folder / "seal.pem"
        replace_private(seal, PrivateKey.load(self.files.agency(live.OVERSIGHT).seal_key).public().pem())
        self.settings = WriterSettings(
            folder=self.folder / "audit", origin=self.origin, log_key=self.files.hub.log_key,
            hub_seal_key=self.files.hub.seal_key, oversight_seal_key=seal, retention_keys=tuple(publics),
        )  # fmt: skip
        clock = SetClock(live.now_ms() - YEARS_MS)
        with opened(replace(self.settings, clock=clock, steady=clock)) as log:
            append(log, request(exp_ms=clock.ms + 60_000))
            clock.ms = live.now_ms()
            append(log, request(exp_ms=clock.ms + 60_000))
            log.tick()

    def key(self, month: str, ending: str = "key") -> Path:
        return self.folder / "audit" / "month-keys" / f"pk.fia.{month}.{ending}"

    def word(self, holder: int, month: str = OLD, agency: str = "pk.fia", origin: str = "") -> Path:
        """What a holder signs; 1 to 3."""
        path = self.out / f"{holder}-{month}-{agency}-{origin.replace('/', '-')}.word"
        key = self.files.governance_key(holder)
        rabta("audit", "sign-destruction", origin or self.origin, agency, month, "--key", key, "--out", path)
        return path


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    made = Hub(tmp_path_factory.mktemp("hub"))
    with writer_process(made.settings):
        yield made


def test_which_there_are_and_which_may_go(hub: Hub) -> None:
    lines = [line.split(maxsplit=2) for line in rabta("audit", "month-keys", hub.folder).stdout.splitlines()]
    assert lines == [["pk.fia", OLD, "may be destroyed"], ["pk.fia", NEW, "in retention"]]


def test_no_holder_signs_within_retention(hub: Hub) -> None:
    key, out = hub.files.governance_key(1), hub.out / "early.word"
    for month, said in ((NEW, "retention has not passed"), ("2024-13", "YYYY-MM"), ("2024", "YYYY-MM")):
        result = rabta("audit", "sign-destruction", hub.origin, "pk.fia", month, "--key", key, "--out", out, code=1)
        assert said in result.stderr
    assert not out.exists()


def forged(hub: Hub, **said: str) -> Path:
    """A word that somebody else wrote over a holder's."""
    path = hub.out / f"forged-{min(said)}.word"
    path.write_text(json.dumps(json.loads(hub.word(2).read_text()) | said))
    return path


def strangers(hub: Hub) -> Path:
    """The word of somebody who is no holder."""
    key, path = hub.out / "stranger.key", hub.out / "stranger.word"
    if not key.exists():
        PrivateKey.generate().save(key)
    rabta("audit", "sign-destruction", hub.origin, "pk.fia", OLD, "--key", key, "--out", path)
    return path


def test_one_holder_or_a_stranger_destroys_nothing(hub: Hub) -> None:
    """A hub's operator alone cannot blind oversight: each of these is refused, and the key is there."""
    one = hub.word(1)
    junk = hub.out / "junk.word"
    junk.write_text("{}")
    for words, said in (
        ([one], "two keys"),
        ([one, one], "two keys"),
        ([one, hub.word(2), hub.word(3)], "two keys"),
        ([one, strangers(hub)], "not of a retention key"),
        ([one, forged(hub, signature="00" * 64)], "does not hold"),
        ([one, forged(hub, month=NEW)], "one key of the open log"),
        ([one, hub.word(2, agency="pk.customs")], "one key of the open log"),
        ([hub.word(1, origin="rabta.other/audit/1"), hub.word(2, origin="rabta.other/audit/1")], "open log"),
        ([one, junk], "no word of a holder"),
    ):
        result = rabta("audit", "destroy-month-key", hub.folder, *words, "--yes", code=1)
        assert said in result.stderr, (said, result.stderr)
        assert hub.key(OLD).exists()


def test_two_holders_may_not_destroy_within_retention_whatever_they_sign(hub: Hub) -> None:
    """Signed by other means than the command: hub and writer look at the month themselves."""
    from audit.retention import statement

    words = []
    for number in (1, 2):
        signer = PrivateKey.load(hub.files.governance_key(number))
        said = {"origin": hub.origin, "agency": "pk.fia", "month": NEW, "kid": signer.kid.hex()}
        signature = signer.sign(statement(hub.origin, "pk.fia", NEW)).hex()
        words.append(hub.out / f"early-{number}.word")
        words[-1].write_text(json.dumps({**said, "signature": signature}))
    result = rabta("audit", "destroy-month-key", hub.folder, *words, "--yes", code=1)
    assert "retention has not passed" in result.stderr
    assert hub.key(NEW).exists()


def test_a_key_that_the_log_does_not_know_is_refused_by_the_writer(hub: Hub) -> None:
    words = [hub.word(number, agency="pk.nobody") for number in (1, 2)]
    assert "no such month key" in rabta("audit", "destroy-month-key", hub.folder, *words, "--yes", code=1).stderr


def test_asked_and_not_answered_with_yes_nothing_changes(hub: Hub) -> None:
    words = [hub.word(number) for number in (1, 2)]
    assert "nothing was changed" in rabta("audit", "destroy-month-key", hub.folder, *words, stdin="n\n", code=1).stderr
    assert hub.key(OLD).exists()


def test_two_holders_destroy_a_key_past_retention_once_and_for_good(hub: Hub) -> None:
    words = [hub.word(1), hub.word(3)]
    assert mode(words[0]) == 0o600
    done = rabta("audit", "destroy-month-key", hub.folder, *words, stdin="y\n").stdout.splitlines()[-1]
    assert done.startswith(f"destroyed: pk.fia {OLD}, entry ")
    assert not hub.key(OLD).exists()
    assert hub.key(OLD, "destroyed").exists()
    assert hub.key(NEW).exists()
    assert rabta("audit", "destroy-month-key", hub.folder, *words, "--yes").stdout == f"{done}\n", (
        "the same entry again"
    )
    assert f"{OLD}  destroyed" in rabta("audit", "month-keys", hub.folder).stdout


def test_without_a_writer_it_says_so(tmp_path: Path) -> None:
    made = Hub(tmp_path)
    words = [made.word(number) for number in (1, 2)]
    assert "the hub must run" in rabta("audit", "destroy-month-key", made.folder, *words, "--yes", code=1).stderr
    assert made.key(OLD).exists()
