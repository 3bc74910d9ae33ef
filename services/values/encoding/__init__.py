"""The one encoding of the nouns: frozen values to messages of the same names, and back, at both ends of the wire."""

from __future__ import annotations

from typing import Final

from rabta.exchange.v1 import (
    check_service_pb2,
    correction_service_pb2,
    exchange_service_pb2,
    hit_service_pb2,
    watch_service_pb2,
)
from rabta.identity.v1 import identity_service_pb2
from rabta.linkage.v1 import alert_service_pb2, linkage_service_pb2
from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import records_service_pb2
from rabta.referral.v1 import referral_service_pb2
from rabta.signing.v1 import page_pb2
from rabta.statistics.v1 import statistics_service_pb2

from services.values import exchange, identity, network, records, referral, statistics
from services.values.encoding.nouns import Nouns

RECORDS: Final = Nouns(
    records,
    [file.DESCRIPTOR.package for file in (records_service_pb2, page_pb2, registry_pb2)],
    shared=(records.Subject, records.CaseReference, records.Section),
    bodied=records.RecordVersion,
)
NETWORK: Final = Nouns(
    network,
    [file.DESCRIPTOR.package for file in (alert_service_pb2, linkage_service_pb2, registry_pb2)],
    shared=(network.NodeKey,),
)
IDENTITY: Final = Nouns(identity, [file.DESCRIPTOR.package for file in (identity_service_pb2, records_service_pb2)])
_EXCHANGED: Final = (
    check_service_pb2,
    correction_service_pb2,
    exchange_service_pb2,
    hit_service_pb2,
    watch_service_pb2,
)
EXCHANGE: Final = Nouns(
    exchange, [file.DESCRIPTOR.package for file in (*_EXCHANGED, records_service_pb2, page_pb2, registry_pb2)]
)
REFERRAL: Final = Nouns(referral, [file.DESCRIPTOR.package for file in (referral_service_pb2, registry_pb2)])
STATISTICS: Final = Nouns(statistics, [statistics_service_pb2.DESCRIPTOR.package])
