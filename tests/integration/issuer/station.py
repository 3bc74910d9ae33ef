"""A real issuer in its own process: folders, keys, certificates, roster, socket."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rabta.access.v1 import purpose_pb2 as vocabulary
from rabta.access.v1.roster_pb2 import Officer, Roster

from services.access.approver import Act
from services.access.details import Details, details_object
from services.access.jws import encode_segment
from services.client.token import Applicant, Fetched, fetch_approval, fetch_token
from services.issuer.signed_roster import sign_roster
from services.membership.layout import NodeFiles
from services.membership.provision import current, revoke, sign_and_publish
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.node.local import free_ports
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private
from tests.fakes.world.federations import federation_of
from tests.shared import PATIENCE_S

ROOT = Path(__file__).resolve().parents[3]
FIA, PUNJAB = "pk.fia", "pk.punjab-police"
CASE = "PB/LAHORE/ICHHRA/512/2024"
ASKED = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", CASE)
METHOD = "/rabta.records.v1.RecordsService/GetHistory"
DAY_MS = 86_400_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Station:
    """FIA's issuer at work. ``node`` and ``desk`` are two of its systems; officers' keys lie beside them."""

    folder: Path
    port: int = field(default_factory=lambda: free_ports(1)[0])
    ahmed: PrivateKey = field(default_factory=PrivateKey.generate)
    bano: PrivateKey = field(default_factory=PrivateKey.generate)
    version: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        agencies = (
            AgencySpec(FIA, "FIA", "FIA", ("PK",), clearance=2, systems=("node", "desk")),
            AgencySpec(PUNJAB, "POLICE", "Punjab Police", ("PK-PB",), witness_url="http://127.0.0.1:1"),
        )
        self.files = federation_of(self.folder, now_ms(), agencies)
        make_folder(self.node.folder / "officers")
        for name, key in (("fia-1042", self.ahmed), ("fia-2001", self.bano)):
            key.save(self.node.folder / "officers" / f"{name}.key")
        self.settings()
        self.put_roster()

    @property
    def node(self) -> NodeFiles:
        return self.files.agency(FIA)

    @property
    def desk(self) -> NodeFiles:
        return self.files.agency(FIA, "desk")

    @property
    def registry(self) -> Registry:
        found = current(self.files)
        assert found is not None
        return found

    @property
    def log(self) -> Path:
        return self.folder / "issuer.log"

    def settings(self, **more: int | str) -> None:
        values = {"agency": FIA, "listen": f"127.0.0.1:{self.port}", **more}
        text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
        replace_private(self.node.issuer.folder / "issuer.toml", text.encode())

    def put_roster(self, version: int = 0, **changes: Any) -> None:
        """Sign and place the next roster (or ``version``); ``changes`` go to the first officer."""
        self.version = version or self.version + 1
        found: dict[str, Any] = {
            "id": "fia-1042",
            "roles": [vocabulary.ROLE_INVESTIGATOR],
            "clearance": 2,
            "jurisdictions": ["PK"],
            "trained_until_ms": now_ms() + 30 * DAY_MS,
            "undertaking_signed": True,
            "superior": "fia-7",
            "cases": [f"FIR:{CASE}"],
            "own_and_kin": ["CNIC:3520112345671"],
            "spki": self.ahmed.spki,
        }
        second = {**found, "id": "fia-2001", "superior": "fia-3", "cases": [], "spki": self.bano.spki}
        roster = Roster(
            format=1,
            agency=FIA,
            version=self.version,
            issued_ms=now_ms() - 1000,
            expires_ms=now_ms() + DAY_MS,
            officers=[Officer(**{**found, **changes}), Officer(**second)],
        )
        replace_private(
            self.node.issuer.folder / "roster.signed", sign_roster(roster, PrivateKey.load(self.node.roster_key))
        )

    def revoke(self, kid: bytes) -> Registry:
        """Publish a registry that revokes a key or certificate, which the issuer reads a moment later."""
        revoke(self.files, kid, now_ms())
        return sign_and_publish(self.files)

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = (sys.executable, "-m", "services.issuer", str(self.node.issuer.folder))
            environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "PATH": ""}
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        for _ in range(1200):  # a minute: others use the machine
            if self.process.poll() is not None:
                return
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the issuer did not open its port")

    def stop(self, kill: bool = False) -> int:
        assert self.process is not None
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        code = self.process.wait(PATIENCE_S)
        self.process = None
        return code

    def applicant(self, system: NodeFiles | None = None, officer: str = "fia-1042") -> Applicant:
        files = system or self.desk
        return Applicant(
            issuer=f"https://127.0.0.1:{self.port}",
            agency=FIA,
            officer=officer,
            officer_key={"fia-1042": self.ahmed, "fia-2001": self.bano}[officer],
            tls_key=files.tls_key,
            tls_certificate=files.tls_crt,
            ca=files.ca_crt,
            pinned=lambda: frozenset(row.thumbprint for row in self.registry.thumbprints.values() if row.agency == FIA),
        )

    def fetch(self, details: Details = ASKED, **who: Any) -> Fetched:
        return asyncio.run(fetch_token(self.applicant(**who), details))

    def approve(self, body_sha256: bytes, **who: Any) -> Fetched:
        applicant = self.applicant(**{"officer": "fia-2001", **who})
        return asyncio.run(fetch_approval(applicant, METHOD, "fia-1042", body_sha256, ASKED))

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One raw HTTPS request over the desk's certificate."""
        context = self.applicant().context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def tls_socket(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        try:
            return context.wrap_socket(raw, server_hostname="127.0.0.1")
        except OSError:
            raw.close()
            raise

    def form(self, body_sha256: bytes) -> dict[str, str]:
        """Parameters of a good ``POST /approve`` by the second officer."""
        act = Act(METHOD, "fia-1042", body_sha256, ASKED.digest)
        assertion = self.applicant(officer="fia-2001").assertion(act.digest, now_ms())
        return {
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion": assertion,
            "method": METHOD,
            "for_sub": "fia-1042",
            "body_sha256": encode_segment(body_sha256),
            "authorization_details": json.dumps([details_object(ASKED)]),
        }
