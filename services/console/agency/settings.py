"""Settings of an agency's console for its officers: ``console.toml`` in its folder; an unknown one is an error."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from services.access.origin import ORIGIN
from services.client.profile import Profile, ProfileError, load_profile
from services.console.agency.openid import Provider
from services.errors import RabtaError
from services.signing.keyfile import check_folder, check_private, read_password

FILE: Final = "console.toml"
ENROLMENTS: Final = "enrolments"
"""Folder of codes, and of passkeys that were made."""


class ConsoleSettingsError(RabtaError, ValueError):
    """A setting is unknown, missing or unfit; names it, never its value."""


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """``origin``: as browsers know the console, and as the issuer's ``console`` has it. ``listen``: host:port.

    ``profile``: of the console's own system, without any officer's key. ``tls_key`` and ``tls_certificate``: PEM files
    that browsers trust. ``client_ca``: PEM of the authority of the agency's desks; where it is set, a browser must show
    a certificate of it, and a session is bound to that. ``proxy``: address of a proxy on this machine that ends TLS in
    the console's place, and whose word on the client's address is taken; empty for none. ``openid_issuer``: URL of the
    provider of the agency's accounts that names an officer, as ``openid_claim``, before the passkey is asked;
    ``openid_client``: the console's id there, ``openid_secret_file``: its secret, mode 0600; empty for none.
    """

    folder: Path
    origin: str = ""
    listen: str = "127.0.0.1:8443"
    profile: str = "profile.toml"
    tls_key: str = "web.key"
    tls_certificate: str = "web.crt"
    client_ca: str = ""
    proxy: str = ""
    openid_issuer: str = ""
    openid_client: str = ""
    openid_secret_file: str = ""
    openid_claim: str = "preferred_username"

    @property
    def host(self) -> str:
        """Host part of ``listen``."""
        return self.listen.rpartition(":")[0]

    @property
    def port(self) -> int:
        """Port part of ``listen``."""
        return int(self.listen.rpartition(":")[2])

    @property
    def site(self) -> str:
        """The host that passkeys are bound to (W3C Web Authentication, section 5.1.2: the relying party's id)."""
        return urlsplit(self.origin).hostname or ""

    def provider(self, back: str) -> Provider | None:
        """The provider of accounts; None where none is named. ``back``: path where it sends browsers. UnsafeFile."""
        if not self.openid_issuer:
            return None
        secret = read_password(self.folder / self.openid_secret_file) if self.openid_secret_file else ""
        return Provider(self.openid_issuer, self.openid_client, secret, self.openid_claim, f"{self.origin}{back}")

    def caller(self) -> Profile:
        """The profile of the console's system. Raises ProfileError where it names an officer or a key of one."""
        found = load_profile(self.folder / self.profile)
        held = [name for name in ("officer", "officer_key", "page_key", "seal_key") if getattr(found, name)]
        if held:
            raise ProfileError(f"profile: a console for many officers holds no {', '.join(held)}")
        if not found.issuer:
            raise ProfileError("profile: names no issuer")
        return found


def load_console_settings(folder: Path) -> ConsoleSettings:
    """Settings of the console in ``folder``. Raises ConsoleSettingsError, UnsafeFile, OSError."""
    check_folder(folder)
    try:
        raw = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ConsoleSettingsError(f"{FILE}: not TOML") from None
    known = {field.name for field in fields(ConsoleSettings)} - {"folder"}
    if unknown := raw.keys() - known:
        raise ConsoleSettingsError(f"unknown setting {', '.join(sorted(unknown))}")
    if wrong := [name for name, value in raw.items() if type(value) is not str]:
        raise ConsoleSettingsError(f"not text: {', '.join(sorted(wrong))}")
    return _checked(ConsoleSettings(folder.resolve(), **raw))


def _checked(settings: ConsoleSettings) -> ConsoleSettings:
    if ORIGIN.fullmatch(settings.origin) is None:
        raise ConsoleSettingsError("origin: not https://HOST or https://HOST:PORT in lower case")
    if not settings.host or not settings.listen.rpartition(":")[2].isdigit():
        raise ConsoleSettingsError("listen: not host:port")
    if settings.openid_issuer:
        _check_openid(settings)
    if settings.proxy:
        _check_proxy(settings)
    else:
        check_private(settings.folder / settings.tls_key)
    return settings


def _check_openid(settings: ConsoleSettings) -> None:
    """Over TLS, or on this machine: what names officers is not to be changed under way."""
    parts = urlsplit(settings.openid_issuer)
    near = parts.scheme == "http" and parts.hostname == "127.0.0.1"
    if not (near or parts.scheme == "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConsoleSettingsError("openid_issuer: not https://HOST with a path at most")
    if not settings.openid_client or not settings.openid_claim:
        raise ConsoleSettingsError("openid_client, openid_claim: needed with openid_issuer")


def _check_proxy(settings: ConsoleSettings) -> None:
    """Without TLS nothing leaves this machine."""
    for name, address in (("proxy", settings.proxy), ("listen", settings.host)):
        try:
            near = ip_address(address).is_loopback
        except ValueError:
            near = False
        if not near:
            raise ConsoleSettingsError(f"{name}: behind a proxy, an address of this machine alone (127.0.0.1)")
    if settings.client_ca:
        raise ConsoleSettingsError("client_ca: a proxy that ends TLS asks for the certificates itself")
