"""How many versions of a registry go into one answer: as many as a client can take, and one at least."""

from __future__ import annotations

import pytest
from rabta.membership.v1 import membership_service_pb2 as pb

from services.edge.registry_rpc import ANSWER_BYTES, MAX_STEPS, fitting

CLIENT_TAKES = 8 << 20


@pytest.mark.parametrize(
    ("size", "most"), [(11_328, MAX_STEPS), (304_442, 24), (1 << 20, 6), (ANSWER_BYTES, 1), (0, MAX_STEPS)]
)
def test_an_answer_holds_as_many_versions_as_a_client_takes(size: int, most: int) -> None:
    every = [bytes([number]) * size for number in range(MAX_STEPS)]
    found = fitting(every)
    assert found == every[:most]
    assert pb.GetRegistryResponse(registries=found).ByteSize() < CLIENT_TAKES


def test_none_is_none() -> None:
    assert fitting([]) == []
