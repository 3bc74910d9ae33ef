"""The processes of a hub node, as the supervisor starts them, and the writer's settings.

The writer's settings come from the registry: log origin, witnesses, quorum, oversight's
seal key. A new registry version that changes them starts the writer anew.
"""

from __future__ import annotations

from pathlib import Path

from services.membership.registry import Registry
from services.node.settings import NodeSettings
from services.node.supervise import Child
from services.signing.keyfile import replace_private

WRITER_CONFIG = "writer.toml"


class NoOversight(Exception):
    """The registry names no seal key of an oversight body: nobody could read the log."""


def children(settings: NodeSettings, targets: tuple[str, ...]) -> list[Child]:
    """The writer first (it is stopped last), then the edges."""
    writer = Child("writer", ("-m", "audit", "--config", str(settings.audit / WRITER_CONFIG)))
    edge = ("-m", "services.node", "--folder", str(settings.folder), "--role", "edge", "--target", ",".join(targets))
    return [writer, *(Child(f"edge-{slot}", edge) for slot in range(settings.processes))]


def write_writer_config(settings: NodeSettings, registry: Registry) -> bool:
    """Write ``audit/writer.toml`` and the public keys it names; True where they changed."""
    changed = _replace(settings.audit / "oversight-seal.pem", _oversight_seal(registry))
    for number, key in enumerate(registry.governance.keys, 1):
        changed |= _replace(settings.audit / f"retention-{number}.pem", key.pem())
    return _replace(settings.audit / WRITER_CONFIG, _config(settings, registry).encode()) or changed


def _oversight_seal(registry: Registry) -> bytes:
    for agency in registry.agencies.values():
        if agency.kind == "OVERSIGHT":
            for row in registry.keys_of(agency.id, "SEALED"):
                if not row.revoked_ms:
                    return row.public.pem()
    raise NoOversight


def _config(settings: NodeSettings, registry: Registry) -> str:
    retention = ", ".join(f'"retention-{number}.pem"' for number in range(1, len(registry.governance.keys) + 1))
    lines = [
        f'origin = "{registry.log.origin}"',
        'folder = "."',
        'log_key = "log.key"',
        'hub_seal_key = "../seal.key"',
        'oversight_seal_key = "oversight-seal.pem"',
        f"retention_keys = [{retention}]",
        f"quorum = {registry.witness_policy.quorum}",
        "[limits]",
        f"officer_per_hour = {settings.officer_per_hour}",
        f"officer_per_day = {settings.officer_per_day}",
        f"agency_per_hour = {settings.agency_per_hour}",
    ]
    for witness in registry.witness_policy.witnesses:
        if not witness.last_size:
            lines += ["[[witnesses]]", f'vkey = "{witness.vkey.encode()}"', f'url = "{witness.url}"']
    return "\n".join(lines) + "\n"


def _replace(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    replace_private(path, content)
    return True
