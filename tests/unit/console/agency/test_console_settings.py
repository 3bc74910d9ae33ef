"""`console.toml` and the profile beside it: what is refused before anything is served."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.client.profile import ProfileError
from services.console.agency.settings import FILE, ConsoleSettingsError, load_console_settings
from services.node.local import write_agency_profile
from services.signing.es256 import PrivateKey
from services.signing.keyfile import UnsafeFile
from tests.fakes import live
from tests.fakes.hub_thread import OFFICER, HubThread
from tests.fakes.web_certificates import self_signed
from tests.shared import ROOT

ORIGIN = 'origin = "https://console.fia.example"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "console"
    made.mkdir(mode=0o700)
    self_signed(made / "web.key", made / "web.crt")
    return made


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_the_sample_of_the_documentation_is_read(folder: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "console.md").read_text("utf-8"), re.DOTALL)
    assert found is not None
    read = load_console_settings(written(folder, found[1]))
    assert (read.site, read.host, read.port) == ("console.fia.example", "0.0.0.0", 8443)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "origin"),
        ('origin = "http://console.fia.example"', "origin"),
        ('origin = "https://Console.fia.example/"', "origin"),
        (ORIGIN + "port = 1", "unknown setting port"),
        (ORIGIN + "listen = 1", "not text: listen"),
        (ORIGIN + 'listen = "8443"', "listen"),
        (ORIGIN + 'proxy = "10.0.0.1"', "proxy"),
        (ORIGIN + 'proxy = "near"', "proxy"),
        (ORIGIN + 'proxy = "127.0.0.1"\nlisten = "0.0.0.0:8443"', "listen"),
        (ORIGIN + 'proxy = "127.0.0.1"\nclient_ca = "x"', "client_ca"),
        (ORIGIN + 'openid_issuer = "http://sso.fia.example"', "openid_issuer"),
        (ORIGIN + 'openid_issuer = "https://sso.fia.example?x=1"', "openid_issuer"),
        (ORIGIN + 'openid_issuer = "https://sso.fia.example"', "openid_client"),
        ("origin = ", "not TOML"),
    ],
)
def test_what_is_unfit_is_named(folder: Path, text: str, said: str) -> None:
    with pytest.raises(ConsoleSettingsError, match=said):
        load_console_settings(written(folder, text))


def test_behind_a_proxy_it_needs_no_key_of_its_own(folder: Path) -> None:
    (folder / "web.key").unlink()
    assert load_console_settings(written(folder, ORIGIN + 'proxy = "127.0.0.1"')).proxy == "127.0.0.1"


def test_a_key_or_folder_that_others_may_read_is_refused(folder: Path) -> None:
    written(folder, ORIGIN)
    (folder / "web.key").chmod(0o644)
    with pytest.raises(UnsafeFile):
        load_console_settings(folder)
    (folder / "web.key").chmod(0o600)
    folder.chmod(0o755)
    with pytest.raises(UnsafeFile):
        load_console_settings(folder)


@pytest.fixture
def desk(tmp_path: Path) -> HubThread:
    """A member's folders; nothing of it runs."""
    return HubThread(live.copied(tmp_path), (live.FIA,), ())


def test_a_profile_that_names_an_officer_or_signs_records_is_refused(folder: Path, desk: HubThread) -> None:
    settings = written(folder, ORIGIN)
    home = desk.files.agency(live.FIA).folder
    (home / "officers").mkdir(mode=0o700)
    PrivateKey.generate().save(home / "officers" / f"{OFFICER}.key")
    for officer, contributes, held in ((OFFICER, False, "officer, officer_key"), ("", True, "page_key")):
        path = write_agency_profile(desk.local, live.FIA, officer, contributes=contributes)
        written(settings, f'{ORIGIN}profile = "{path}"\n')
        with pytest.raises(ProfileError, match=f"holds no {held}"):
            load_console_settings(settings).caller()


def test_a_profile_without_an_issuer_is_refused(folder: Path, desk: HubThread) -> None:
    desk.local.issuers.clear()
    path = write_agency_profile(desk.local, live.FIA)
    with pytest.raises(ProfileError, match="names no issuer"):
        load_console_settings(written(folder, f'{ORIGIN}profile = "{path}"\n')).caller()
