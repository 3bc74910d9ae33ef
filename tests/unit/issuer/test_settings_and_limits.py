"""Settings are known or an error; counts are per clock minute and bounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.access.per_minute import MAX_NAMES
from services.issuer.errors import REASONS, Declined, SlowDown
from services.issuer.limits import PerMinute
from services.issuer.settings import FILE, SettingsError, load_settings
from tests.unit.access.token.world import NOW_MS

MINUTE = NOW_MS - NOW_MS % 60_000


def test_settings_come_from_file_then_environment(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('agency = "pk.fia"\nlisten = "127.0.0.1:1"\nper_officer = 5\n')
    found = load_settings(
        tmp_path, {"RABTA_ISSUER_LISTEN": "127.0.0.1:2", "RABTA_ISSUER_PER_SYSTEM": "7", "OTHER": "x"}
    )
    assert (found.agency, found.host, found.port, found.per_officer, found.per_system) == (
        "pk.fia",
        "127.0.0.1",
        2,
        5,
        7,
    )
    assert found.public_url == "https://127.0.0.1:2"
    assert found.console == ""
    for origin in ("https://console.fia.pk", "https://localhost:8443"):
        assert load_settings(tmp_path, {"RABTA_ISSUER_CONSOLE": origin}).console == origin
    assert load_settings(tmp_path, {"RABTA_ISSUER_URL": "https://x"}).public_url == "https://x"


@pytest.mark.parametrize(
    ("text", "environment", "said"),
    [
        ("", {}, "missing setting agency"),
        ('agency = "a"\nport = 1\n', {}, "unknown setting port"),
        ('agency = "a"\nfolder = "/"\n', {}, "unknown setting folder"),
        ('agency = "a"\nper_officer = "5"\n', {}, "wrong type: per_officer"),
        ('agency = "a"\nper_officer = true\n', {}, "wrong type: per_officer"),
        ('agency = "a"\nlisten = "nowhere"\n', {}, "listen: not host:port"),
        ("agency = ", {}, "issuer.toml: not TOML"),
        *(
            (
                f'agency = "a"\nconsole = "{origin}"\n',
                {},
                "console: not https://HOST or https://HOST:PORT in lower case",
            )
            for origin in (
                "console",
                "http://c.pk",
                "https://C.pk",
                "https://c.pk/",
                "https://c.pk:0",
                "https://a@c.pk",
            )
        ),
        ('agency = "a"\n', {"RABTA_ISSUER_PER_OFFICER": "many"}, "RABTA_ISSUER_PER_OFFICER: not a number"),
        ('agency = "a"\n', {"RABTA_ISSUER_SECRET": "x"}, "unknown setting secret"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, environment: dict[str, str], said: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, environment)
    assert str(caught.value) == said


def test_a_minute_has_its_share() -> None:
    limit = PerMinute(2)
    limit.take("a", MINUTE)
    limit.take("a", MINUTE + 59_999)
    limit.take("b", MINUTE)
    with pytest.raises(SlowDown) as caught:
        limit.take("a", MINUTE)
    assert caught.value.retry_after_s == 60
    limit.take("a", MINUTE + 60_000)


def test_a_clock_set_back_gives_nothing_more() -> None:
    limit = PerMinute(1)
    limit.take("a", MINUTE)
    with pytest.raises(SlowDown):
        limit.take("a", MINUTE - 600_000)


def test_names_are_bounded() -> None:
    limit = PerMinute(1)
    for number in range(MAX_NAMES):
        limit.take(str(number), MINUTE)
    with pytest.raises(SlowDown):
        limit.take("one more", MINUTE)


def test_every_refusal_has_a_code_of_the_closed_list() -> None:
    kinds = Declined.__subclasses__()
    assert {kind.error for kind in kinds} == {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unsupported_grant_type",
        "invalid_authorization_details",
        "temporarily_unavailable",
    }
    assert all(text.isascii() and text.isprintable() and '"' not in text for text in REASONS.values())
