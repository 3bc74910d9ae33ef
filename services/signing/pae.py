"""What a signature is made over: DSSE pre-authentication encoding, one type per kind of object.

Source: DSSE protocol v1, "PAE". A signature over one type never verifies as another.
"""

from __future__ import annotations

from typing import Final

HEADER: Final = b"application/vnd.rabta.header.v1+protobuf"
COHORT: Final = b"application/vnd.rabta.cohort.v1"
PAGE: Final = b"application/vnd.rabta.page.v1+protobuf"
REGISTRY: Final = b"application/vnd.rabta.registry.v1+protobuf"
ENROLMENT: Final = b"application/vnd.rabta.enrolment.v1+protobuf"
ROSTER: Final = b"application/vnd.rabta.roster.v1+protobuf"
REFUSALS: Final = b"application/vnd.rabta.refusals.v1+protobuf"
ERASURE_RECEIPT: Final = b"application/vnd.rabta.erasure-receipt.v1+protobuf"
CHART: Final = b"application/vnd.rabta.chart.v1+json"
HANDOVER: Final = b"application/vnd.rabta.handover.v1+json"
HANDOVER_ANSWER: Final = b"application/vnd.rabta.handover-answer.v1+json"
PAPERS: Final = b"application/vnd.rabta.papers.v1+protobuf"


def pae(kind: bytes, body: bytes) -> bytes:
    """``DSSEv1 SP len(type) SP type SP len(body) SP body``; lengths in decimal ASCII."""
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)
