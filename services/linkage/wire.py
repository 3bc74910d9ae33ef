"""Protobuf <-> domain, and nothing else. Names are the same on both sides, so one plan per noun does it."""

from __future__ import annotations

from typing import Final

from rabta.linkage.v1 import linkage_service_pb2
from rabta.membership.v1 import registry_pb2

from services.edge.nouns import Nouns
from services.values import network

NOUNS: Final = Nouns(
    network,
    [file.DESCRIPTOR.package for file in (linkage_service_pb2, registry_pb2)],
    shared=(network.NodeKey,),
)
decode, to_message, encode = NOUNS.decode, NOUNS.to_message, NOUNS.encode
