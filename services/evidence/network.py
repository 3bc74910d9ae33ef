"""What an answer of the link graph states, by whose word: rows name their sources, the rest is the hub's own."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass
from rabta.linkage.v1 import linkage_service_pb2

from services.evidence.case import Case
from services.evidence.line import Fails, Line

_SERVICE: Final = linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"]
METHODS: Final = {f"/{_SERVICE.full_name}/{method.name}": method for method in _SERVICE.methods}


def network_lines(case: Case) -> list[Line]:
    """Lines for an answer of the link graph, none for any other. Raises Fails where it is no such answer."""
    method = METHODS.get(case.request.method)
    body = case.evidence.answer_body
    if method is None or not body:
        return []
    try:
        found: Any = GetMessageClass(method.output_type).FromString(body)
    except DecodeError:
        raise Fails(case.hub, "answer body is not what the method answers with") from None
    answer = getattr(found, "answer", None)
    if answer is None:
        return []
    owners = Counter(edge.owner for edge in answer.edges if edge.owner)
    told = [f"{number} evidence rows of {owner}" for owner, number in sorted(owners.items())]
    told += [f"{stub.hidden} hidden records held by {stub.owner}" for stub in answer.stubs]
    lines = [Line(case.hub, f"says that there are {', '.join(told)}")] if told else []
    return [*lines, Line(case.hub, "paths, order, counts, figures and pictures are the hub's own")]
