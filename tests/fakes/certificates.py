"""Certificates that an authority signed without any request: what an attacker or a mistake would hold."""

from __future__ import annotations

from rabta.membership.v1.registry_pb2 import Thumbprint

from services.membership import keys
from services.membership.certificates import Authority
from services.membership.home import DEVELOPMENT_HOSTS
from services.membership.layout import NodeFiles
from services.signing.keyfile import write_private


def make_certificate(
    node: NodeFiles, authority: Authority, now_ms: int, days: int = 90, hosts: tuple[str, ...] = DEVELOPMENT_HOSTS
) -> Thumbprint:
    """New TLS key and certificate in new files, numbered from the second, the authority's beside them; their row."""
    number = keys.next_number(node.tls_key)
    key = keys.make_key(keys.numbered(node.tls_key, number))
    issued = authority.issue(key.spki, node.agency, node.system, now_ms, days, hosts)
    write_private(keys.numbered(node.tls_crt, number), issued.pem)
    if not node.ca_crt.exists():
        write_private(node.ca_crt, authority.pem())
    return Thumbprint(
        sha256=issued.thumbprint,
        not_before_ms=issued.not_before_ms,
        not_after_ms=issued.not_after_ms,
        kid=key.kid,
    )
