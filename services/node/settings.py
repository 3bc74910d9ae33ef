"""Settings of a hub node, from ``settings.toml`` in its folder and ``RABTA_NODE_*``.

An unknown setting is an error. Everything else has its place in the folder:
``tls.key tls.crt ca.crt message.key secret.key records.keys registry/ audit/ graph/``,
``records.db oversight.db reads.db linkage.db``.
``RABTA_GRAPH_URI`` sets ``graph_uri`` as well.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from audit.limits import LimitSettings
from graph.endpoint import check_address
from graph.errors import GraphRefused
from services.errors import RabtaError
from services.store.postgres.address import AddressUnsafe
from services.store.postgres.address import check_address as check_database
from services.tables.posts import LONGEST_POST, post_name
from services.tables.text import unsafe_at
from services.vocabulary.access import AgencyKind

EXCHANGE = "exchange"
"""What nodes of a federation do for one another, over the records that they hold."""
HUB_TARGETS = ("records", "oversight", "linkage", EXCHANGE)
"""What a hub serves where nothing else is said."""
MEMBER_TARGETS = ("records", "oversight", EXCHANGE)
"""What a member's own node may serve out of copies, and does where nothing else is said: it has no link graph."""
IDENTITY = "identity"
"""What an identity registry's own node serves, and nobody else's."""
TARGETS = (*HUB_TARGETS, IDENTITY)
LOG_LEVELS = ("debug", "info", "warning", "error")
PREFIX = "RABTA_NODE_"
SQLITE = "sqlite"
GRAPH_URI = "RABTA_GRAPH_URI"
LIMITS = tuple(limit.name for limit in fields(LimitSettings))
POSITIVE = (
    "processes", "call_slots", "connections", "strangers", "per_address", "per_certificate", "question_workers",
    "quiet_hours", "directions_noted_hours", *LIMITS,
)  # fmt: skip
SILENT = ("edge_silent_s", "writer_silent_s", "follower_silent_s", "matcher_silent_s", "detector_silent_s")
MIN_SILENT_S, MAX_SILENT_S = 3, 3600
"""A part sends a sign of life each second: a shorter silence ends one that was merely slow for a moment."""
_USUAL = LimitSettings()


class SettingsError(RabtaError, ValueError):
    """A setting is unknown or not of its type; names it, never its value."""


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """``listen``: host:port. ``processes``: edge processes on that port. ``call_slots``: per process.

    ``connections``: of an edge process in all, ``strangers`` of them without an authenticated call yet;
    ``per_address``, ``per_certificate``: of one.
    ``message_key``: a file in the folder, or the URI of a key in a PKCS#11 token (RFC 7512).
    ``question_workers``: processes beside each edge process that search the link graph and draw.
    ``officer_per_hour``, ``officer_per_day``, ``agency_per_hour``: distinct identifiers; ``..._calls_per_hour``: calls;
    ``agency_entries_per_day``, ``agency_bytes_per_day``: what one agency may fill of the log; ``exchange_...``: the
    same of systems that pull copies, apart from the rest of their agency.
    ``store``: ``sqlite``, files of the folder, or a database, ``postgresql://USER@HOST/DATABASE``;
    ``store_password_file``: from the folder, mode 0600, "" where PGPASSFILE, a certificate or the socket says who asks.
    ``log_store``, ``log_store_password_file``: the same for the log, each log in a schema of its own;
    ``log_month_keys``: folder of its month keys, one for all writers that may hold it, "" for the log's own folder.
    ``store_pages``: upper bound of the records file in SQLite pages, 0 for none.
    ``home``: agency whose own node this is, and which answers under its own keys and log; "" on the hub.
    ``post``: at a border at which this node stands, for checks that name none; "" for no post.
    ``identity_registry``: agency of the identity registry that is asked, "" for none; ``identity_endpoint``: host:port;
    ``identity_certificates``: from the folder, PEM, those that may answer there.
    ``quiet_hours``: without a change or a poll, after which an office of the exchange of copies counts as quiet.
    ``directions_noted_hours``: from a query to the prosecution's desk to its answer, the same for each.
    ``..._silent_s``: seconds without a sign of life after which a part is killed and started again; ``follower``: the
    projector, the syncer and the asker.
    ``graph_uri``: of an engine that others keep (``neo4j+s://``; ``bolt://`` on loopback), "" for the embedded one;
    ``graph_password_file``: from the folder, mode 0600; ``graph_memory``: the embedded engine's heap.
    """

    folder: Path
    listen: str = "127.0.0.1:7443"
    message_key: str = "message.key"
    processes: int = 2
    call_slots: int = 512
    connections: int = 1024
    strangers: int = 256
    per_address: int = 256
    per_certificate: int = 128
    question_workers: int = 2
    officer_per_hour: int = _USUAL.officer_per_hour
    officer_per_day: int = _USUAL.officer_per_day
    agency_per_hour: int = _USUAL.agency_per_hour
    officer_calls_per_hour: int = _USUAL.officer_calls_per_hour
    system_calls_per_hour: int = _USUAL.system_calls_per_hour
    agency_calls_per_hour: int = _USUAL.agency_calls_per_hour
    exchange_calls_per_hour: int = _USUAL.exchange_calls_per_hour
    agency_entries_per_day: int = _USUAL.agency_entries_per_day
    agency_bytes_per_day: int = _USUAL.agency_bytes_per_day
    exchange_entries_per_day: int = _USUAL.exchange_entries_per_day
    exchange_bytes_per_day: int = _USUAL.exchange_bytes_per_day
    store: str = SQLITE
    store_password_file: str = ""
    log_store: str = SQLITE
    log_store_password_file: str = ""
    log_month_keys: str = ""
    store_pages: int = 0
    log_level: str = "info"
    home: str = ""
    post: str = ""
    identity_registry: str = ""
    identity_endpoint: str = ""
    identity_certificates: str = "identity.crt"
    quiet_hours: int = 48
    directions_noted_hours: int = 24
    edge_silent_s: int = 15
    writer_silent_s: int = 20
    follower_silent_s: int = 30
    matcher_silent_s: int = 30
    detector_silent_s: int = 300
    graph_uri: str = ""
    graph_user: str = "neo4j"
    graph_password_file: str = ""
    graph_database: str = "neo4j"
    graph_memory: str = "512m"

    @property
    def usual_targets(self) -> tuple[str, ...]:
        """What is served where nobody says what: see :data:`HUB_TARGETS`, :data:`MEMBER_TARGETS`."""
        return MEMBER_TARGETS if self.home else HUB_TARGETS

    def server(self, hub: str) -> str:
        """Agency that answers here, ``hub`` where the node is nobody's own."""
        return self.home or hub

    @property
    def host(self) -> str:
        """Host part of ``listen``."""
        return self.listen.rpartition(":")[0]

    @property
    def port(self) -> int:
        """Port part of ``listen``."""
        return int(self.listen.rpartition(":")[2])

    @property
    def audit(self) -> Path:
        """Folder of the first log, and of the keys of all; see :mod:`services.node.log_place`."""
        return self.folder / "audit"

    @property
    def graph(self) -> Path:
        """Folder of the embedded graph engine."""
        return self.folder / "graph"


def proving(targets: tuple[str, ...]) -> tuple[str, ...]:
    """What is served; a registry also proves that its answers stand in its log, which is oversight's to answer."""
    return (*targets, "oversight") if IDENTITY in targets and "oversight" not in targets else targets


def answers_from_copies(home: str, targets: tuple[str, ...]) -> bool:
    """Whether a node of the agency ``home`` answers officers out of copies; "" is the hub, which holds the records."""
    return bool(home) and not {"records", EXCHANGE}.isdisjoint(targets)


def check_targets(targets: tuple[str, ...], kind: str, home: str) -> None:
    """SettingsError where the agency that answers, ``home``, does not serve all of it; ``kind``: its own.

    A registry's answers about identity are for every agency, and answers out of copies for the holder's officers alone,
    so no node gives both.
    """
    if IDENTITY in targets and kind != AgencyKind.IDENTITY_REGISTRY:
        raise SettingsError("home: names no identity registry, and it alone serves identity")
    if home and "linkage" in targets:
        raise SettingsError("home: a member's own node has no link graph, and the hub alone serves linkage")
    if IDENTITY in targets and answers_from_copies(home, targets):
        raise SettingsError("home: a registry's node that serves identity answers nothing out of copies")


def load_settings(folder: Path, environment: dict[str, str] | None = None) -> NodeSettings:
    """Settings of the node in ``folder``. Raises SettingsError."""
    path = folder / "settings.toml"
    raw: dict[str, Any] = {}
    if path.exists():
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            raise SettingsError("settings.toml: not TOML") from None
    kinds: dict[str, type] = {field.name: int if field.type == "int" else str for field in fields(NodeSettings)}
    del kinds["folder"]
    for name, value in (os.environ if environment is None else environment).items():
        if name == GRAPH_URI:
            raw["graph_uri"] = value
        elif name.startswith(PREFIX):
            raw[name[len(PREFIX) :].lower()] = _typed(name, value, kinds)
    unknown = raw.keys() - kinds.keys()
    if unknown:
        raise SettingsError(f"unknown setting {', '.join(sorted(unknown))}")
    wrong = [name for name, value in raw.items() if type(value) is not kinds[name]]
    if wrong:
        raise SettingsError(f"wrong type: {', '.join(sorted(wrong))}")
    settings = NodeSettings(folder=folder.resolve(), **raw)
    _check(settings)
    return settings


def _check(settings: NodeSettings) -> None:
    port = settings.listen.rpartition(":")[2]
    if not settings.host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise SettingsError("listen: not host:port")
    for name in POSITIVE:
        if getattr(settings, name) < 1:
            raise SettingsError(f"{name}: at least 1")
    for name in SILENT:
        if not MIN_SILENT_S <= getattr(settings, name) <= MAX_SILENT_S:
            raise SettingsError(f"{name}: {MIN_SILENT_S} to {MAX_SILENT_S}")
    if settings.store_pages < 0:
        raise SettingsError("store_pages: at least 0")
    _check_store(settings)
    _check_graph(settings)
    if len(settings.post) > LONGEST_POST or unsafe_at(settings.post) >= 0 or settings.post != post_name(settings.post):
        raise SettingsError(f"post: at most {LONGEST_POST} characters in capitals, with single spaces and no colon")
    if bool(settings.identity_registry) != bool(settings.identity_endpoint):
        raise SettingsError("identity_registry: needs identity_endpoint, and the other way round")
    if settings.log_level not in LOG_LEVELS:
        raise SettingsError(f"log_level: one of {', '.join(LOG_LEVELS)}")


def _check_store(settings: NodeSettings) -> None:
    for name, address in (("store", settings.store), ("log_store", settings.log_store)):
        if address != SQLITE:
            try:
                check_database(address)
            except AddressUnsafe as error:
                raise SettingsError(f"{name}: {SQLITE}, or {error}") from None


def _check_graph(settings: NodeSettings) -> None:
    if settings.graph_uri:
        try:
            check_address(settings.graph_uri)
        except GraphRefused as error:
            raise SettingsError(f"graph_uri: {error}") from None
        if not settings.graph_password_file:
            raise SettingsError("graph_password_file: needed with graph_uri")
    if not re.fullmatch(r"[1-9][0-9]{0,5}[mg]", settings.graph_memory):
        raise SettingsError("graph_memory: such as 512m or 4g")


def _typed(name: str, value: str, kinds: dict[str, type]) -> Any:
    kind = kinds.get(name[len(PREFIX) :].lower(), str)
    if kind is int and not (value.isascii() and value.isdigit()):
        raise SettingsError(f"{name}: not a number")
    return kind(value)
