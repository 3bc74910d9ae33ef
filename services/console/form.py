"""The fields of a form that a browser sent: bounded, each once, as application/x-www-form-urlencoded has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from services.errors import RabtaError
from services.tables.times import NoTime, instant

BYTES: Final = 64 * 1024
FIELDS: Final = 64
_PATH: Final = re.compile(r"/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?(?:\?[A-Za-z0-9._~%/=&+-]*)?")
_SAME_SITE: Final = ("", "same-origin", "none")
_TYPE: Final = "application/x-www-form-urlencoded"


class BadForm(RabtaError, ValueError):
    """A body that is no form of this console: too long, another type, not UTF-8, or a field twice."""


class TooMany(BadForm):
    """More attempts within the minute than a person makes."""


class Forged(RabtaError):
    """A request that no page of this console made in this session."""


def check_origin(request: Request, host: str, origin: str) -> None:
    """Raise Forged unless the browser means this host, and another site's page had no part in a change.

    The host is checked as a name that another site lets point to this address is not ours (DNS rebinding).
    """
    headers = request.headers
    if headers.get("host", "") != host:
        raise Forged("another host's name")
    if request.method in ("GET", "HEAD"):
        return
    if headers.get("origin", origin) != origin or headers.get("sec-fetch-site", "") not in _SAME_SITE:
        raise Forged("another site's form")


async def read_form(request: Request) -> Mapping[str, str]:
    """Fields by name, white space around their values removed. Raises BadForm."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise BadForm("not a form")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BYTES:
            raise BadForm("too long")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise BadForm("not a form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadForm("a field twice")
    return {name: value.strip() for name, value in fields.items()}


async def fields_alone(request: Request, _session: object) -> Mapping[str, str]:
    """The fields of a form without a file, whoever sends it. Raises BadForm."""
    return await read_form(request)


def moment(text: str, *, end_of_day: bool = False) -> int:
    """Epoch milliseconds of a date or time that was filled in, see :func:`services.tables.times.instant`. BadForm."""
    try:
        return instant(text, end_of_day=end_of_day)
    except NoTime:
        raise BadForm("no date or time") from None


def own_path(path: str) -> str:
    """A path of this console that a form named to go on to; the first page for anything else, such as another host."""
    return path if _PATH.fullmatch(path) else "/"
