"""The one way out: a welfare request to the child-protection body, over mutual TLS. Nothing is read but its status."""

from __future__ import annotations

import json
import ssl
import tomllib
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

from school_warning.values import Ground

PATH = "/welfare/v1/RequestWelfareVisit"
ACCEPTED = 202
SECONDS = 20
GROUNDS = (Ground.TEN_DAYS_ABSENT, Ground.SIBLINGS_ABSENT, Ground.NOT_BACK_AFTER_VACATION)
"""What a visit may be asked for."""


class BadBody(Exception):
    """``child_protection.toml`` does not say where the body answers."""


class NotTaken(Exception):
    """The body did not answer that it takes the request; it can be sent again."""


@dataclass(frozen=True)
class Body:
    """Where the child-protection body answers, who vouches for it, and what the program shows of itself there."""

    host: str
    port: int
    authority: Path
    certificate: Path
    key: Path


def body_of(path: Path) -> Body:
    """The body that a file names; its files of TLS lie beside it. Raises BadBody and OSError."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        files = [path.parent / str(told.pop(name)) for name in ("authority", "certificate", "key")]
        host, port = told.pop("host"), told.pop("port")
    except (ValueError, KeyError) as fault:
        raise BadBody(f"{path.name}: {type(fault).__name__}") from None
    if told or not isinstance(host, str) or not isinstance(port, int):
        raise BadBody(f"{path.name}: host, port, authority, certificate and key, and nothing else")
    return Body(host, port, *files)


def request_welfare_visit(body: Body, school: str, token: str, ground: Ground) -> None:
    """Ask for a visit. Raises NotTaken unless the body answers 202, and ValueError for the ground of a call."""
    if ground not in GROUNDS:
        raise ValueError(ground)
    text = json.dumps({"reason": ground, "school": school, "token": token})
    try:
        context = ssl.create_default_context(cafile=body.authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(body.certificate, body.key)
        line = HTTPSConnection(body.host, body.port, timeout=SECONDS, context=context)
        try:
            line.request("POST", PATH, text, {"Content-Type": "application/json"})
            status = line.getresponse().status
        finally:
            line.close()
    except (OSError, HTTPException) as fault:
        raise NotTaken(type(fault).__name__) from None
    if status != ACCEPTED:
        raise NotTaken(f"status {status}")
