"""An answer of the link graph, out of its evidence bundle, as a picture: drawn here as the hub draws it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from rabta.linkage.v1.graph_pb2 import PictureFormat

from services.access.claims import Members
from services.access.details import read_details
from services.access.errors import InvalidArgument
from services.access.jws import BadJws, decode_segment, load_object
from services.cli.picture_file import format_of
from services.draw.network import Caption, NotArranged, draw
from services.errors import RabtaError
from services.evidence.network import METHODS
from services.signing.evidence import Evidence, EvidenceError, decode_evidence
from services.values import network
from services.values.encoding import NETWORK
from services.values.selecting import named_in, settled


class Undrawable(RabtaError):
    """The bundle holds no answer that can be drawn."""


def drawn(raw: bytes, file: Path, language: str) -> bytes:
    """The picture. Raises Undrawable."""
    try:
        evidence = decode_evidence(raw)
    except EvidenceError as error:
        raise Undrawable(f"not evidence: {error}") from None
    method = METHODS.get(evidence.method)
    if method is None or not evidence.answer_body:
        raise Undrawable("the bundle holds no answer of the link graph")
    try:
        found: Any = NETWORK.decode(getattr(network, method.output_type.name), evidence.answer_body)
        request: Any = settled(NETWORK.decode(getattr(network, method.input_type.name), evidence.request_body))
        asked = named_in(request)
    except InvalidArgument:
        raise Undrawable("question and answer are not those of the method") from None
    answer = getattr(found, "answer", None)
    if answer is None:
        raise Undrawable(f"{method.name} answers with nothing to draw")
    paths = next((getattr(found, name) for name in ("paths", "trails", "chains") if hasattr(found, name)), ())
    form = PictureFormat.Name(format_of(file)).removeprefix("PICTURE_FORMAT_")
    try:
        caption = _caption(evidence, method.name, getattr(request, "frame", None) or network.Frame())
        caption = replace(caption, players=getattr(found, "told", ()))
        return draw(answer, paths, caption, form, language, asked)
    except NotArranged as error:
        raise Undrawable(str(error)) from None


def _caption(evidence: Evidence, method: str, frame: network.Frame) -> Caption:
    """Who asked, why and when, as the officer's token says, and for which times."""
    try:
        claims: Members = load_object(decode_segment(evidence.token.split(".")[1]))
        why = read_details("authorization_details", claims["authorization_details"])
        return Caption(
            str(claims["sub"]),
            str(claims["iss"]),
            int(claims["iat"]) * 1000,
            why.purpose,
            f"{why.case_type}:{why.case_key}",
            method,
            frame.as_of_ms,
            frame.from_ms,
            frame.to_ms,
        )
    except (BadJws, IndexError, KeyError, TypeError, ValueError):
        raise Undrawable("the bundle holds no officer's token") from None
