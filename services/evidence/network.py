"""What an answer of the link graph states, by whose word: rows name their sources, the rest is the hub's own."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass
from rabta.linkage.v1 import linkage_service_pb2
from rabta.linkage.v1.graph_pb2 import EDGE_KIND_TRANSFERRED, EDGE_KIND_WITHDREW

from services.evidence.case import Case
from services.evidence.line import Fails, Line
from services.tables.days import is_day

_SERVICE: Final = linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"]
SPANNED: Final = (EDGE_KIND_TRANSFERRED, EDGE_KIND_WITHDREW)
TIME: Final = "time"
"""What a cut is called where time was over, as on the wire."""
METHODS: Final = {f"/{_SERVICE.full_name}/{method.name}": method for method in _SERVICE.methods}


def unsure(found: Any) -> list[str]:
    """What an answer says that it does not know, or did not read."""
    dated = sum(edge.kind in SPANNED and is_day(edge.at_ms, edge.until_ms) for edge in found.answer.edges)
    unordered = {step.edge for step in getattr(found, "steps", ()) if step.unordered}
    said = [f"{dated} transfers are known by their day alone, without a time"] if dated else []
    if unordered:
        said.append(f"it is not known whether {len(unordered)} transfers of trails followed those before on that day")
    if any(cut.what == TIME for cut in found.answer.cuts):
        said.append("not all was read in the time there was")
    return said


def network_lines(case: Case) -> list[Line]:
    """Lines for an answer of the link graph, none for any other. Raises Fails where it is no such answer."""
    method = METHODS.get(case.request.method)
    body = case.evidence.answer_body
    if method is None or not body:
        return []
    try:
        found: Any = GetMessageClass(method.output_type).FromString(body)
    except DecodeError:
        raise Fails(case.server, "answer body is not what the method answers with") from None
    answer = getattr(found, "answer", None)
    if answer is None:
        return []
    owners = Counter(edge.owner for edge in answer.edges if edge.owner)
    told = [f"{number} evidence rows of {owner}" for owner, number in sorted(owners.items())]
    told += [f"{stub.hidden} hidden records held by {stub.owner}" for stub in answer.stubs]
    lines = [Line(case.server, f"says that there are {', '.join(told)}")] if told else []
    lines += [Line(case.server, f"says that {each}") for each in unsure(found)]
    return [*lines, Line(case.server, "paths, order, counts, figures and pictures are the hub's own")]
