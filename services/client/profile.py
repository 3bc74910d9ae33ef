"""A profile: where the hub is, and with which certificates and keys one calls it.

A TOML file, mode 0600, named by ``--profile`` or ``RABTA_PROFILE``. Paths are relative to
its folder. An unknown setting is an error.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.errors import RabtaError
from services.signing.keyfile import UnsafeFile, check_private
from services.signing.reference import Reference, key_reference

PATHS = ("ca", "hub_certificates", "tls_key", "tls_certificate", "registry", "governance", "state")
OPTIONAL_PATHS = ("seal_key", "roster", "identity_certificates")
KEYS = ("message_key",)
OPTIONAL_KEYS = ("page_key", "officer_key")
"""Keys that sign: a path, or the URI of a key in a PKCS#11 token (RFC 7512). TLS keys are files: gRPC reads them."""
TEXTS = ("hub", "endpoint", "agency", "system")
LANGUAGES = ("en", "ur")
OPTIONAL_TEXTS = ("officer", "issuer", "language", "approver_issuer", "identity_registry", "identity_endpoint")


class ProfileError(RabtaError, ValueError):
    """A setting is missing, unknown or unsafe; names the setting, never a value."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Settings of one caller. ``hub``: agency that answers at ``endpoint``, which may be a member on its own node.

    ``registry``: folder of signed versions; ``governance``: PEM file with the governance public keys, the only trust
    anchor; ``state``: folder for promises and receipts. ``identity_registry``: agency of the identity registry, which
    answers at ``identity_endpoint`` under one of ``identity_certificates``.
    """

    hub: str
    endpoint: str
    agency: str
    system: str
    ca: Path
    hub_certificates: Path
    tls_key: Path
    tls_certificate: Path
    message_key: Reference
    registry: Path
    governance: Path
    state: Path
    officer: str = ""
    issuer: str = ""
    language: str = "en"
    approver_issuer: str = ""
    page_key: Reference | None = None
    officer_key: Reference | None = None
    seal_key: Path | None = None
    roster: Path | None = None
    identity_registry: str = ""
    identity_endpoint: str = ""
    identity_certificates: Path | None = None

    def of_identity(self) -> Profile:
        """The same caller, who asks the identity registry. Raises ProfileError where the profile does not name it."""
        if not (self.identity_registry and self.identity_endpoint and self.identity_certificates):
            names = "identity_registry, identity_endpoint, identity_certificates"
            raise ProfileError(f"profile: names no identity registry: {names} are needed")
        return replace(
            self,
            hub=self.identity_registry,
            endpoint=self.identity_endpoint,
            hub_certificates=self.identity_certificates,
        )


def load_profile(path: Path) -> Profile:
    """Read and check a profile. Raises ProfileError."""
    try:
        check_private(path)
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnsafeFile, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise ProfileError(f"profile {path.name}: {why}") from None
    return Profile(**_settings(path.resolve().parent, raw))


def _settings(folder: Path, raw: dict[str, Any]) -> dict[str, Any]:
    known = {*PATHS, *OPTIONAL_PATHS, *KEYS, *OPTIONAL_KEYS, *TEXTS, *OPTIONAL_TEXTS}
    unknown = raw.keys() - known
    if unknown:
        raise ProfileError(f"profile: unknown setting {', '.join(sorted(unknown))}")
    missing = {*PATHS, *KEYS, *TEXTS} - raw.keys()
    if missing:
        raise ProfileError(f"profile: missing setting {', '.join(sorted(missing))}")
    wrong = [name for name, value in raw.items() if not isinstance(value, str)]
    if wrong:
        raise ProfileError(f"profile: not text: {', '.join(sorted(wrong))}")
    if raw.get("language", "en") not in LANGUAGES:
        raise ProfileError("profile: language must be en or ur")
    paths = {name: folder / raw[name] for name in (*PATHS, *OPTIONAL_PATHS) if name in raw}
    keys = {name: key_reference(raw[name], folder) for name in (*KEYS, *OPTIONAL_KEYS) if name in raw}
    return {**{name: raw[name] for name in (*TEXTS, *OPTIONAL_TEXTS) if name in raw}, **paths, **keys}


def write_profile(path: Path, settings: dict[str, str]) -> None:
    """Write a profile of mode 0600; values are escaped as TOML basic strings (TOML 1.0), as JSON does, and DEL."""
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
