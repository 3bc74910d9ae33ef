"""An identity registry that is founded with its federation: its log, the settings of its own node, and who asks it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.membership import provision
from services.membership.layout import FederationFiles
from services.signing.keyfile import replace_private

CERTIFICATES: Final = "identity.crt"


def settle_in(files: FederationFiles, registry: str, port: int, now_ms: int, **more: int) -> Path:
    """Open the log of the agency ``registry`` in the next version, and write its node's settings; its folder.

    ``more``: further settings. Raises OSError, RegistryError.
    """
    provision.new_log(files, 0, now_ms, registry)
    provision.sign_and_publish(files)
    folder = files.agency(registry).folder
    numbers = "".join(f"{name} = {value}\n" for name, value in more.items())
    said = f'listen = "127.0.0.1:{port}"\nhome = "{registry}"\n{numbers}'
    replace_private(folder / "settings.toml", said.encode())
    return folder


def asks(files: FederationFiles, folder: Path, registry: str, port: int) -> dict[str, str]:
    """Settings of who asks the registry; its certificates are written into that ``folder``."""
    replace_private(folder / CERTIFICATES, files.agency(registry).tls_crt.read_bytes())
    return {
        "identity_registry": registry,
        "identity_endpoint": f"127.0.0.1:{port}",
        "identity_certificates": CERTIFICATES,
    }
