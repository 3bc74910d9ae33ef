"""Settings of an issuer, from ``issuer.toml`` in its folder and ``RABTA_ISSUER_*``; an unknown one is an error.

Everything else has its place in the folder: ``tls.key tls.crt ca.crt registry/
roster.signed issuer.db``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from services.access.origin import ORIGIN
from services.errors import RabtaError
from services.issuer.refusing import Place, read_place
from services.store.postgres.address import AddressUnsafe, check_address

PREFIX = "RABTA_ISSUER_"
FILE = "issuer.toml"
SQLITE = "sqlite"


class SettingsError(RabtaError, ValueError):
    """A setting is unknown, missing or not of its type; names it, never its value."""


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """``agency``: whose issuer. ``listen``: host:port. ``url``: how clients reach it, empty for ``https://listen``.

    ``token_key``: a file in the folder, or the URI of a key in a PKCS#11 token. ``per_system``, ``per_officer``:
    requests a minute. ``refusals_after``: where the journal was lost, the statement that the hub holds last, as
    ``NUMBER DAY SHA256``; empty for none. ``store``: ``sqlite``, the journal in the folder, or a database,
    ``postgresql://USER@HOST/DATABASE``; ``store_password_file``: of that database, from the folder, mode 0600.
    ``console``: origin of the agency's console, where officers answer by passkey; empty where there is none.
    """

    folder: Path
    agency: str = ""
    listen: str = "127.0.0.1:7543"
    url: str = ""
    token_key: str = "token.key"  # noqa: S105
    per_system: int = 600
    per_officer: int = 60
    log_level: str = "info"
    refusals_after: str = ""
    store: str = SQLITE
    store_password_file: str = ""
    console: str = ""

    @property
    def host(self) -> str:
        """Host part of ``listen``."""
        return self.listen.rpartition(":")[0]

    @property
    def port(self) -> int:
        """Port part of ``listen``."""
        return int(self.listen.rpartition(":")[2])

    @property
    def last_refusals(self) -> Place | None:
        """``refusals_after``, read. Raises SettingsError."""
        try:
            return read_place(self.refusals_after)
        except ValueError:
            raise SettingsError("refusals_after: not NUMBER DAY SHA256") from None

    @property
    def public_url(self) -> str:
        """What an assertion's ``aud`` may be besides the agency's id."""
        return self.url or f"https://{self.listen}"


def load_settings(folder: Path, environment: Mapping[str, str] | None = None) -> IssuerSettings:
    """Settings of the issuer in ``folder``. Raises SettingsError."""
    raw = _file(folder / FILE)
    kinds: dict[str, type] = {field.name: int if field.type == "int" else str for field in fields(IssuerSettings)}
    del kinds["folder"]
    for name, value in (os.environ if environment is None else environment).items():
        if name.startswith(PREFIX):
            raw[name[len(PREFIX) :].lower()] = _typed(name, value, kinds)
    unknown = raw.keys() - kinds.keys()
    if unknown:
        raise SettingsError(f"unknown setting {', '.join(sorted(unknown))}")
    wrong = [name for name, value in raw.items() if type(value) is not kinds[name]]
    if wrong:
        raise SettingsError(f"wrong type: {', '.join(sorted(wrong))}")
    settings = IssuerSettings(folder=folder.resolve(), **raw)
    if not settings.agency:
        raise SettingsError("missing setting agency")
    if not settings.host or not settings.listen.rpartition(":")[2].isdigit():
        raise SettingsError("listen: not host:port")
    _check_store(settings.store)
    if settings.console and ORIGIN.fullmatch(settings.console) is None:
        raise SettingsError("console: not https://HOST or https://HOST:PORT in lower case")
    return settings


def _check_store(store: str) -> None:
    if store != SQLITE:
        try:
            check_address(store)
        except AddressUnsafe as error:
            raise SettingsError(f"store: {SQLITE}, or {error}") from None


def _file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsError(f"{FILE}: not TOML") from None


def _typed(name: str, value: str, kinds: Mapping[str, type]) -> Any:
    if kinds.get(name[len(PREFIX) :].lower(), str) is not int:
        return value
    if not value.isdigit():
        raise SettingsError(f"{name}: not a number")
    return int(value)
