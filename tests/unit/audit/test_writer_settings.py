"""Settings: everything known is read, everything else is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.limits import LimitSettings
from audit.place import Database
from audit.settings import SettingsError, read_settings, steady_clock, system_clock
from tests.unit.audit.logs import witness_signer

BASE = """
origin = "rabta.test/audit/1"
folder = "log"
log_key = "log.key"
hub_seal_key = "hub.key"
oversight_seal_key = "oversight.pem"
"""
WITNESSES = "".join(
    f'[[witnesses]]\nvkey = "{witness_signer(number).key.encode()}"\nurl = "http://127.0.0.1:{7000 + number}"\n'
    for number in range(3)
)


def read(tmp_path: Path, text: str) -> object:
    path = tmp_path / "writer.toml"
    path.write_text(text)
    return read_settings(path)


def test_every_setting(tmp_path: Path) -> None:
    path = tmp_path / "writer.toml"
    more = 'quorum = 2\nretention_keys = ["a.pem", "b.pem"]\nretention_months = 24\npeers = [1001]\nmax_commit = 48\nmax_queue = 9\n'
    path.write_text(BASE + more + "[limits]\nofficer_per_hour = 5\n" + WITNESSES)
    settings = read_settings(path)
    assert settings.folder == tmp_path / "log"
    assert settings.socket == tmp_path / "log" / "writer.sock"
    assert settings.retention_keys == (tmp_path / "a.pem", tmp_path / "b.pem")
    assert (settings.retention_months, settings.peers, settings.max_commit, settings.max_queue) == (
        24,
        frozenset({1001}),
        48,
        9,
    )
    assert settings.limits == LimitSettings(officer_per_hour=5)
    assert [witness.url for witness in settings.witnesses] == [f"http://127.0.0.1:{7000 + n}" for n in range(3)]
    assert settings.witness_quorum() is not None
    assert (settings.clock, settings.steady) == (system_clock, steady_clock)


BAD = {
    "an unknown setting": BASE + "quorum = 2\nclock = 5\n" + WITNESSES,
    "an unknown limit": BASE + "quorum = 2\n[limits]\nper_minute = 1\n" + WITNESSES,
    "something missing": BASE.replace('folder = "log"\n', "") + "quorum = 2\n" + WITNESSES,
    "no witnesses": BASE,
    "a quorum of half": BASE + "quorum = 1\n" + WITNESSES,
    "a quorum of more than all": BASE + "quorum = 4\n" + WITNESSES,
    "one witness twice": BASE
    + "quorum = 3\n"
    + WITNESSES
    + WITNESSES.split("[[witnesses]]")[1].join(["[[witnesses]]", ""]),
    "a malformed key": BASE + 'quorum = 1\n[[witnesses]]\nvkey = "x"\nurl = "http://x"\n',
    "a year that is none": BASE + "quorum = 2\nretention_months = 11\n" + WITNESSES,
    "text for a number": BASE + 'quorum = "many"\n' + WITNESSES,
    "no TOML": "origin =",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_anything_else_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        read(tmp_path, text)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_settings(tmp_path / "absent.toml")


STORE = 'quorum = 2\nmonth_key_folder = "/srv/keys"\n' + WITNESSES + "[store]\n"
ADDRESS = 'address = "postgresql://rabta@one.example,two.example/logs?sslmode=verify-full"\n'


def test_a_log_in_a_database(tmp_path: Path) -> None:
    path = tmp_path / "writer.toml"
    path.write_text(BASE + STORE + ADDRESS + 'schema = "audit_2"\npassword_file = "log.password"\n')
    read = read_settings(path)
    address = "postgresql://rabta@one.example,two.example/logs?sslmode=verify-full"
    assert read.place == Database(address, "audit_2", tmp_path / "log.password")
    assert read.month_keys == Path("/srv/keys")
    path.write_text(BASE + "quorum = 2\n" + WITNESSES)
    assert read_settings(path).place == tmp_path / "log" / "log.db"


@pytest.mark.parametrize(
    ("store", "why"),
    [
        ('address = "postgresql://rabta@db.example/logs"', "sslmode=verify-full"),
        ('address = "postgresql://rabta:secret@localhost/logs"', "a password does not stand in an address"),
        (ADDRESS + 'schema = "audit; DROP SCHEMA records"', "plain word"),
        (ADDRESS + "lease_s = 900", "unknown setting of a store"),
        ('schema = "audit"', "address"),
    ],
    ids=["unproven", "password", "schema", "unknown", "nowhere"],
)
def test_a_database_that_is_not_safe_is_refused(tmp_path: Path, store: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why) as refused:
        read(tmp_path, BASE + STORE + store)
    assert "secret" not in str(refused.value)
