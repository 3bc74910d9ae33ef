"""An exchange made into evidence: receipt, checkpoint and registry gathered around it."""

from __future__ import annotations

import asyncio

from services.client.channel import Channel, Exchange
from services.client.receipt import Settled, settle
from services.signing.evidence import Evidence, encode_evidence

TRIES = 12
PAUSE_S = 0.5


async def gather(channel: Channel, exchange: Exchange) -> bytes:
    """Canonical bundle bytes. Waits some seconds for the log's next cosigned checkpoint.

    Without a receipt by then the bundle holds the promise alone, and says so when verified.
    Raises Unproven where the log's proofs do not hold.
    """
    header = exchange.proven.header
    settled = None if header.no_leaf else await _receipt(channel, header.audit_index, header.registry_version)
    bundle = Evidence(
        format=1,
        method=exchange.method,
        request_header=exchange.request_header,
        request_signature=exchange.request_signature,
        request_body=exchange.request_body,
        answer_header=exchange.proven.raw_header,
        answer_signature=exchange.proven.signature,
        answer_body=exchange.proven.body,
        status_details=exchange.proven.details,
        token=exchange.token,
        approver_token=exchange.approver,
        registry=_registry(channel, header.registry_version),
    )
    if settled is not None:
        bundle.checkpoint = settled.checkpoint
        bundle.receipt.CopyFrom(settled.receipts[header.audit_index])
        if settled.registry_version == header.registry_version:
            bundle.registry_inclusion.CopyFrom(settled.registry_inclusion)
    return encode_evidence(bundle)


async def _receipt(channel: Channel, index: int, version: int) -> Settled | None:
    """None too where another log is open now than under ``version``."""
    for _ in range(TRIES):
        settled = await settle(channel, [index], version)
        if channel.origin() != channel.origin_at(version):
            return None
        if index in settled.receipts:
            return settled
        await asyncio.sleep(PAUSE_S)
    return None


def _registry(channel: Channel, version: int) -> bytes:
    return next(one.raw for one in channel.registries.chain() if one.version == version)
