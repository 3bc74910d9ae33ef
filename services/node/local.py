"""A whole federation on one machine: settings and profiles for what ``build_federation`` made.

For development, tests and the demonstration: hub, witnesses and token issuers of all
agencies as one process group, each with its own folder and port. Two such federations
share nothing but the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.witness_state import WitnessStore
from services.client.profile import write_profile
from services.membership.keys import tls_beside
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.provision import current
from services.membership.registry import Registry
from services.membership.rows import WitnessRow
from services.node.port_blocks import PortBlocks
from services.node.processes import NODE_PATIENCE_S, NODE_SILENT
from services.node.settings import HUB_TARGETS
from services.node.supervise import Child
from services.signing.keyfile import replace_private

_PORTS: Final = PortBlocks()


def free_ports(number: int) -> list[int]:
    """Loopback ports that are free, all different, and chosen by no other process while this one runs."""
    return _PORTS.take(number)


@dataclass(frozen=True, slots=True)
class Local:
    """Where a local federation's parts listen. ``issuers``: agency -> port."""

    files: FederationFiles
    port: int
    issuers: dict[str, int]

    @property
    def endpoint(self) -> str:
        """host:port of the hub."""
        return f"127.0.0.1:{self.port}"

    def profile(self, agency: str, officer: str = "") -> Path:
        """Path of the profile of an agency's node, or of one of its officers."""
        return self.files.agency(agency).folder / (f"{officer}.toml" if officer else "profile.toml")


def registry_of(files: FederationFiles) -> Registry:
    """The version in force. FileNotFoundError before the first is published."""
    registry = current(files)
    if registry is None:
        raise FileNotFoundError(files.registry)
    return registry


def write_hub_settings(local: Local, **settings: int | str) -> None:
    """``settings.toml`` of the hub."""
    values: dict[str, int | str] = {"listen": local.endpoint, **settings}
    replace_private(local.files.hub.folder / "settings.toml", settings_toml(values))


def settings_toml(values: Mapping[str, int | str]) -> bytes:
    """A settings file with these values, a line each."""
    lines = [f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}" for name, value in values.items()]
    return ("\n".join(lines) + "\n").encode()


def write_witness_settings(files: FederationFiles) -> list[Path]:
    """``witness.toml`` in the folder of each agency that runs a witness, and its empty state with the first one.

    A state that is lost later is never made anew here: the witness would cosign what it has already contradicted.
    """
    registry, paths = registry_of(files), []
    for witness in registry.witness_policy.witnesses:
        path = files.agency(witness.agency).witness / "witness.toml"
        port = witness.url.rstrip("/").rpartition(":")[2]
        logs = "\n".join(f'"{log.origin}" = "{log.vkey.encode()}"' for log in registry.logs)
        text = (
            f'name = "{witness.vkey.name}"\nkey = "witness.key"\nstate = "witness.db"\n'
            f'host = "127.0.0.1"\nport = {port}\n{_tls_of(witness)}[logs]\n{logs}\n'
        )
        first = not path.exists()
        replace_private(path, text.encode())
        if first:
            WitnessStore.create(path.parent / "witness.db")
        paths.append(path)
    return paths


def _tls_of(witness: WitnessRow) -> str:
    key, certificate = tls_beside(Path("witness.key"))
    return f'tls_key = "{key}"\ntls_certificate = "{certificate}"\n' if witness.pin else ""


def write_agency_profile(
    local: Local, agency: str, officer: str = "", *, contributes: bool = False, more: Mapping[str, str] | None = None
) -> Path:
    """Profile of the agency's node, or of an officer; the page key only in that of who contributes.

    ``more``: further settings.
    """
    files, node = local.files, local.files.agency(agency)
    replace_private(node.folder / "anchor.pem", files.anchor.read_bytes())
    hub = HubSeen(files.hub_id, local.endpoint, files.hub.tls_crt.read_bytes())
    issuer = f"https://127.0.0.1:{local.issuers[agency]}" if agency in local.issuers else ""
    return write_member_profile(node, hub, issuer, officer, contributes=contributes, more=more)


@dataclass(frozen=True, slots=True)
class HubSeen:
    """The hub as a member sees it: agency id, host:port, its TLS certificates (PEM)."""

    id: str
    endpoint: str
    certificates: bytes


def write_member_profile(
    node: NodeFiles,
    hub: HubSeen,
    issuer: str,
    officer: str = "",
    *,
    contributes: bool = False,
    name: str = "",
    more: Mapping[str, str] | None = None,
) -> Path:
    """The same in a member's own folder. ``issuer``: URL of its token issuer, empty for none.

    ``name``: of the file and of the state folder, where the officer has several profiles.
    """
    replace_private(node.folder / "hub.crt", hub.certificates)
    settings = {
        "hub": hub.id,
        "endpoint": hub.endpoint,
        "agency": node.agency,
        "system": node.system,
        "ca": "ca.crt",
        "hub_certificates": "hub.crt",
        "tls_key": "tls.key",
        "tls_certificate": "tls.crt",
        "message_key": "message.key",
        "registry": "registry",
        "governance": "anchor.pem",
        "state": f"state-{name or officer}" if officer else "state",
    }
    if node.seal_key.exists():
        settings["seal_key"] = "seal.key"
    if issuer:
        settings["issuer"] = issuer
    if officer:
        settings |= {"officer": officer, "officer_key": f"officers/{officer}.key"}
    if contributes:
        settings["page_key"] = "page.key"
    settings |= more or {}
    path = node.folder / f"{name or officer or 'profile'}.toml"
    write_profile(path, settings)
    return path


def witness_children(paths: list[Path]) -> list[Child]:
    """Processes of the witnesses, each in the folder ``witness`` of its agency."""
    return [
        Child(f"witness-{path.parent.parent.name}", ("-m", "audit.witness", "--config", str(path))) for path in paths
    ]


def write_issuer_settings(local: Local, agency: str, **settings: int | str) -> None:
    """``issuer.toml`` in the folder of the agency's issuer."""
    write_issuer_of(local.files.agency(agency), f"127.0.0.1:{local.issuers[agency]}", **settings)


def write_issuer_of(node: NodeFiles, listen: str, **settings: int | str) -> None:
    """The same in a member's own folder. ``listen``: host:port."""
    values: dict[str, int | str] = {"agency": node.agency, "listen": listen, "log_level": "warning", **settings}
    replace_private(node.issuer.folder / "issuer.toml", settings_toml(values))


def issuer_children(local: Local) -> list[Child]:
    """Processes of the token issuers."""
    homes = {agency: local.files.agency(agency).issuer.folder for agency in local.issuers}
    return [Child(f"issuer-{agency}", ("-m", "services.issuer", str(home))) for agency, home in homes.items()]


def node_child(local: Local, targets: tuple[str, ...] = HUB_TARGETS) -> Child:
    """The hub's node, which supervises its own processes."""
    folder = str(local.files.hub.folder)
    arguments = ("-m", "services.node", "--folder", folder, "--target", ",".join(targets))
    return Child("hub", arguments, level=1, patience_s=NODE_PATIENCE_S, watched=NODE_SILENT)
