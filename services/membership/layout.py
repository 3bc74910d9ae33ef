"""Where a federation's files lie in its folder: names only, nothing is read or written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

NODE: Final = "node"
ISSUER: Final = "issuer"
HUB: Final = "hub"
"""Names of systems: an agency's first one, its token issuer, a hub's."""


@dataclass(frozen=True, slots=True)
class NodeFiles:
    """Files of one node: a hub's, an agency's, or a further system of an agency.

    Each key lies with the one job that needs it, in a folder that can be on a machine of its own: the page key with
    the node, the token key with the issuer, the roster key in the office, the witness's with the witness.
    """

    folder: Path
    agency: str
    system: str

    @property
    def issuer(self) -> NodeFiles:
        """The token issuer of the agency: a system that has a certificate and no message key."""
        return self if self.system == ISSUER else self.further(ISSUER)

    @property
    def office(self) -> Path:
        """Where the roster is kept and signed."""
        return self.folder / "office"

    @property
    def witness(self) -> Path:
        """Folder of the agency's witness."""
        return self.folder / "witness"

    def further(self, system: str) -> NodeFiles:
        """A further system of the same agency, below ``systems/``; the node itself for its own name."""
        return self if system == self.system else NodeFiles(self.folder / "systems" / system, self.agency, system)

    @property
    def systems(self) -> tuple[NodeFiles, ...]:
        """This node, and every further system that has a folder."""
        home = self.folder / "systems"
        names = sorted(path.name for path in home.iterdir()) if home.exists() else ()
        return (self, *map(self.further, names))

    @property
    def tls_key(self) -> Path:
        """P-256, PKCS #8 PEM, as every ``.key`` but log and witness keys, which are Ed25519."""
        return self.folder / "tls.key"

    @property
    def tls_crt(self) -> Path:
        """The TLS certificate in PEM, whose SHA-256 the registry has."""
        return self.folder / "tls.crt"

    @property
    def ca_crt(self) -> Path:
        """The federation's authority, PEM."""
        return self.folder / "ca.crt"

    @property
    def anchor(self) -> Path:
        """Governance public keys, PEM: the only trust anchor."""
        return self.folder / "anchor.pem"

    @property
    def message_key(self) -> Path:
        """Signs requests, and a hub's answers."""
        return self.folder / "message.key"

    @property
    def page_key(self) -> Path:
        """Signs pages of record versions."""
        return self.folder / "page.key"

    @property
    def token_key(self) -> Path:
        """Signs access tokens; of the issuer."""
        return self.issuer.folder / "token.key"

    @property
    def roster_key(self) -> Path:
        """Signs the roster; of the office that keeps it, never on the issuer's machine."""
        return self.office / "roster.key"

    @property
    def witness_key(self) -> Path:
        """Ed25519 key of the witness, which cosigns checkpoints."""
        return self.witness / "witness.key"

    @property
    def seal_key(self) -> Path:
        """Unwraps month keys (HPKE P-256); of hub and oversight."""
        return self.folder / "seal.key"

    @property
    def secret_key(self) -> Path:
        """The hub's 32 random bytes that ``signing.derive`` starts from."""
        return self.folder / "secret.key"

    @property
    def log_key(self) -> Path:
        """Signs checkpoints (Ed25519); of the hub."""
        return self.folder / "audit" / "log.key"

    @property
    def registry(self) -> Path:
        """Folder of the versions of the registry, ``<version>.signed`` each."""
        return self.folder / "registry"


@dataclass(frozen=True, slots=True)
class FederationFiles:
    """A federation's folder, as ``rabta federation init`` lays it out."""

    folder: Path
    name: str
    hub_id: str

    @property
    def hub(self) -> NodeFiles:
        """The hub's node; its system is called ``hub``."""
        return NodeFiles(self.folder / "hub", self.hub_id, HUB)

    def agency(self, agency: str, system: str = NODE) -> NodeFiles:
        """An agency's node; systems other than ``node`` lie below ``systems/``."""
        return NodeFiles(self.folder / "agencies" / agency, agency, NODE).further(system)

    def node(self, agency: str, system: str = NODE) -> NodeFiles:
        """The hub's node, or an agency's."""
        return self.hub if agency == self.hub_id else self.agency(agency, system)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Ids of the agencies that have a folder, sorted."""
        home = self.folder / "agencies"
        return tuple(sorted(path.name for path in home.iterdir())) if home.exists() else ()

    @property
    def nodes(self) -> tuple[NodeFiles, ...]:
        """Every node and system that has a folder."""
        found = list(self.hub.systems)
        for agency in self.agencies:
            found += self.agency(agency).systems
        return tuple(found)

    def governance_key(self, number: int) -> Path:
        """Key of one holder, 1, 2, 3; together in one folder only in development."""
        return self.folder / "governance" / f"{number}.key"

    @property
    def governance_keys(self) -> tuple[Path, ...]:
        """All that lie here."""
        return tuple(sorted((self.folder / "governance").glob("*.key")))

    @property
    def anchor(self) -> Path:
        """Governance public keys, PEM: what third parties are given."""
        return self.folder / "anchor.pem"

    @property
    def draft(self) -> Path:
        """The version in the making."""
        return self.folder / "draft.signed"

    @property
    def registry(self) -> Path:
        """Folder of the versions in force, ``<version>.signed``."""
        return self.folder / "registry"
