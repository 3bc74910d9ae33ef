"""One act that waits for a second person, and how it is written to a sealed file and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from services.access.approver import Act
from services.access.details import Details
from services.access.second import FROM_ELSEWHERE
from services.client.asking import method_of
from services.errors import RabtaError


class BadPending(RabtaError):
    """A file holds no act: it is damaged, or a newer console wrote it."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One act. ``rows``: each field of the question as it goes out, by path; ``path``, ``form``: what asks it again.

    ``token``: of the second person, empty until they approve; ``refused``: they said no.
    """

    name: str
    second: str
    act: Act
    details: Details
    rows: tuple[tuple[str, str], ...]
    path: str
    form: Mapping[str, str]
    until_ms: int
    token: str = ""
    refused: bool = False

    @property
    def officer(self) -> str:
        """Who asks, and goes on with it once it is approved."""
        return self.act.officer

    @property
    def open(self) -> bool:
        """Whether the second person has said nothing yet."""
        return not self.token and not self.refused

    @property
    def elsewhere(self) -> bool:
        """Whether the second person is of another agency, and approves with their own issuer."""
        return self.act.method in FROM_ELSEWHERE

    def may_approve(self, officer: str) -> bool:
        """Whether ``officer`` is the colleague who is to approve it and has not answered yet."""
        return self.open and not self.elsewhere and self.second == officer


def act_for(officer: str, request: Message, details: Details) -> Act:
    """What ``officer`` is about to ask, as bytes and as the issuer and the hub know it."""
    body = request.SerializeToString(deterministic=True)
    return Act(method_of(request), officer, sha256(body).digest(), details.digest)


def rows_of(request: Message) -> tuple[tuple[str, str], ...]:
    """Path and text of every field that the message says."""
    return tuple(_rows(MessageToDict(request), ""))


def written(pending: Pending) -> bytes:
    """The act as JSON; its name is the file's."""
    act = {"method": pending.act.method, "officer": pending.act.officer, "body": pending.act.body_sha256.hex()}
    held = {
        "second": pending.second,
        "act": act,
        "details": asdict(pending.details),
        "rows": pending.rows,
        "path": pending.path,
        "form": dict(pending.form),
        "until_ms": pending.until_ms,
        "token": pending.token,
        "refused": pending.refused,
    }
    return json.dumps(held, sort_keys=True, ensure_ascii=False).encode()


def read(name: str, raw: bytes) -> Pending:
    """What :func:`written` gave. Raises BadPending."""
    try:
        held = json.loads(raw)
        details = Details(**{key: _text(value) for key, value in held["details"].items()})
        said, refused = held["act"], held["refused"]
        act = Act(_text(said["method"]), _text(said["officer"]), bytes.fromhex(said["body"]), details.digest)
        rows = tuple((_text(path), _text(text)) for path, text in held["rows"])
        form = {key: _text(value) for key, value in held["form"].items()}
        second, path, token = (_text(held[key]) for key in ("second", "path", "token"))
        if not isinstance(refused, bool):
            raise BadPending("act")
        return Pending(name, second, act, details, rows, path, form, int(held["until_ms"]), token, refused)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BadPending("act") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadPending("act")
    return value


def _rows(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Path and text of every field below ``path``."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _rows(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _rows(each, f"{path}[{number}]")
    else:
        yield path, str(value)
