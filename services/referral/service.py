"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rabta.referral.v1 import referral_service_pb2

from services.edge.call import Handler
from services.edge.service import Service
from services.referral.rpc import UseCases, routes


def _build(of: UseCases) -> Mapping[str, Handler]:
    return routes(of)


SERVICE: Final[Service[UseCases]] = Service(
    referral_service_pb2.DESCRIPTOR.services_by_name["ReferralService"], _build, target="exchange"
)
