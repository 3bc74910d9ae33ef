"""What the hub hands out of issuers' statements, checked here: each under its issuer's key, none left out."""

from __future__ import annotations

from collections.abc import Sequence

from rabta.audit.v1.audit_service_pb2 import ToldRefusals

from services.client.errors import Unproven
from services.membership.registry import Registry
from services.signing.es256 import BadSignature
from services.signing.refusals import RefusalDay, StatementError, digest_of, verify_day


def check_told(registry: Registry, told: Sequence[ToldRefusals], *, whole: bool) -> list[RefusalDay]:
    """Statements in the order of agency and number, those without content left out; ``whole``: from the first one on.

    Raises Unproven ``statement`` where a signature, digest or link does not hold, or one is left out.
    """
    found, last = [], ToldRefusals()
    for one in told:
        follows = one.number == last.number + 1 if one.agency == last.agency else (one.number == 1 or not whole)
        if not follows:
            raise Unproven("statement left out")
        if one.statement.payload:
            said = _verified(registry, one)
            if one.agency == last.agency and said.previous_sha256 != last.sha256:
                raise Unproven("statement chain")
            found.append(said)
        last = one
    return found


def _verified(registry: Registry, one: ToldRefusals) -> RefusalDay:
    key = registry.key(one.statement.kid, "TOKEN")
    try:
        if key is None or key.agency != one.agency:
            raise BadSignature
        said = verify_day(key.public, one.statement)
    except (BadSignature, StatementError):
        raise Unproven("statement") from None
    told = (one.agency, one.number, one.day, one.sha256)
    if (said.agency, said.number, said.day, digest_of(one.statement.payload)) != told:
        raise Unproven("statement")
    return said
