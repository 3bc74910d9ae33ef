"""A question to the link graph as `rabta watch add` reads it: the method's name, and its request as JSON from stdin."""

from __future__ import annotations

import sys

import typer
from google.protobuf.json_format import Parse, ParseError
from google.protobuf.message_factory import GetMessageClass
from rabta.exchange.v1.watch_service_pb2 import WatchedQuestion
from rabta.linkage.v1 import linkage_service_pb2

from services.cli.options import USAGE, say
from services.tables.showing import harmless


def read_question(method: str) -> WatchedQuestion:
    """The question. Exit 2 for a method that there is not, and for what is no request of it."""
    found = linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"].methods_by_name.get(method)
    if found is None:
        say(f"rabta: {harmless(method) or 'nothing'} is no method of the link graph")
        raise typer.Exit(USAGE)
    try:
        request = Parse(sys.stdin.read(), GetMessageClass(found.input_type)())
    except ParseError as broken:
        say(f"rabta: not a request of {method}: {harmless(str(broken))}")
        raise typer.Exit(USAGE) from None
    return WatchedQuestion(method=method, request=request.SerializeToString(deterministic=True))
