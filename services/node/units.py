"""systemd units of every part, hardened (systemd.exec(5)): what `rabta node init` writes and `deploy/` holds."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from services.signing.keyfile import make_folder, replace_private

USER: Final = "rabta"
STOP_S: Final = 60
"""Longer than a node's own parts take at the longest (33 s), so that nothing is killed that still drains."""
DESCRIPTORS: Final = 8192
"""Three a connection in each edge process, and some."""
HARDENED: Final = (
    "UMask=0077",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=read-only",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "ProtectClock=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectControlGroups=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "RemoveIPC=yes",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
)
"""Not MemoryDenyWriteExecute: the graph's engine compiles as it runs, and foreign calls of Python need such pages."""


def unit(title: str, command: str, folder: Path, user: str) -> str:
    """One service. ``folder``: the only place that it may write; ``user``: whose it is."""
    return "\n".join(
        [
            '# See docs/operations.md, "Starting and stopping".',
            "[Unit]",
            f"Description={title}",
            "After=network-online.target",
            "Wants=network-online.target",
            "",
            "[Service]",
            f"User={user}",
            f"ExecStart={command}",
            "Restart=on-failure",
            "RestartSec=2",
            "# SIGTERM to the supervisor alone, which stops its parts in order; what is left after the time is killed.",
            "KillMode=mixed",
            f"TimeoutStopSec={STOP_S}",
            f"LimitNOFILE={DESCRIPTORS}",
            f"ReadWritePaths={quoted(folder)}",
            *HARDENED,
            "",
            "[Install]",
            "WantedBy=multi-user.target",
            "",
        ]
    )


def quoted(path: Path) -> str:
    """A path as one word of a unit (systemd.syntax(7), "Quoting"; systemd.unit(5), "Specifiers")."""
    plain = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return plain if plain == str(path) and not any(sign.isspace() or sign in "';" for sign in plain) else f'"{plain}"'


def of_machine(folder: Path, program: Path, user: str = USER) -> str:
    """All parts of a federation on this machine, as one service."""
    return unit("Rabta: a federation on this machine", f"{quoted(program)} serve {quoted(folder)}", folder, user)


def of_hub(folder: Path, program: Path, user: str = USER) -> str:
    """A hub's node with all its processes."""
    return unit("Rabta hub", f"{quoted(program)} serve {quoted(folder)}", folder, user)


def of_issuer(folder: Path, program: Path, name: str = "", user: str = USER) -> str:
    """An agency's token issuer."""
    return unit(f"Rabta token issuer {name}".strip(), f"{quoted(program)} token serve {quoted(folder)}", folder, user)


def of_report(home: Path, program: Path, name: str = "", user: str = USER) -> str:
    """What brings the hub an agency's refusals. ``home``: the agency's folder, with its profile and its issuer's."""
    issuer, profile = quoted(home / "systems" / "issuer"), quoted(home / "profile.toml")
    command = f"{quoted(program)} token report {issuer} --profile {profile} --follow"
    return unit(f"Rabta refusals of {name}" if name else "Rabta refusals", command, home, user)


def of_console(folder: Path, program: Path, name: str = "", user: str = USER) -> str:
    """An agency's console by its ``console.toml``."""
    return unit(f"Rabta console {name}".strip(), f"{quoted(program)} console serve {quoted(folder)}", folder, user)


def of_witness(folder: Path, program: Path, name: str = "", user: str = USER) -> str:
    """A witness by its ``witness.toml``."""
    command = f"{quoted(program)} witness serve {quoted(folder / 'witness.toml')}"
    return unit(f"Rabta witness {name}".strip(), command, folder, user)


def of_registry(folder: Path, program: Path, name: str = "", user: str = USER) -> str:
    """An identity registry's own node."""
    command = f"{quoted(program)} serve {quoted(folder)} --target identity"
    return unit(f"Rabta identity registry {name}".strip(), command, folder, user)


def of_own_node(folder: Path, program: Path, name: str = "", user: str = USER) -> str:
    """A member's own node, which answers out of copies."""
    return unit(f"Rabta own node {name}".strip(), f"{quoted(program)} serve {quoted(folder)}", folder, user)


def write(target: Path, folder: Path, program: Path, agencies: Iterable[str], registry: str = "") -> None:
    """One unit for all parts below ``folder``, and one for each part by itself, for when they move apart.

    They run as the user who calls this, whose files these are. ``registry``: the agency whose node is an identity
    registry's, which is no part of the one unit.
    """
    texts = {
        "rabta": of_machine(folder, program, _caller()),
        "rabta-hub": of_hub(folder / "hub", program, _caller()),
    }
    for agency in agencies:
        home = folder / "agencies" / agency
        texts[f"rabta-issuer-{agency}"] = of_issuer(home / "systems" / "issuer", program, agency, _caller())
        texts[f"rabta-refusals-{agency}"] = of_report(home, program, agency, _caller())
        texts[f"rabta-witness-{agency}"] = of_witness(home / "witness", program, agency, _caller())
    if registry:
        home = folder / "agencies" / registry
        texts[f"rabta-registry-{registry}"] = of_registry(home, program, registry, _caller())
    _put(target, texts)


def write_issuer(target: Path, home: Path, program: Path, agency: str) -> None:
    """The two units that a member's machine needs: its issuer's, and what brings the hub its refusals."""
    texts = {
        f"rabta-issuer-{agency}": of_issuer(home / "systems" / "issuer", program, agency, _caller()),
        f"rabta-refusals-{agency}": of_report(home, program, agency, _caller()),
    }
    _put(target, texts)


def write_own_node(target: Path, home: Path, program: Path, agency: str) -> None:
    """The unit of a member's own node, beside those of its machine."""
    _put(target, {f"rabta-node-{agency}": of_own_node(home, program, agency, _caller())})


def _put(target: Path, texts: Mapping[str, str]) -> None:
    make_folder(target)
    for name, text in texts.items():
        replace_private(target / f"{name}.service", text.encode())


def _caller() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
