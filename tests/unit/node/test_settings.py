"""Settings of a node: known, typed, in range; a mistake names the setting and never shows a value."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from services.node.settings import (
    HUB_TARGETS,
    IDENTITY,
    MEMBER_TARGETS,
    SILENT,
    NodeSettings,
    SettingsError,
    answers_from_copies,
    check_targets,
    load_settings,
)


def written(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, "utf-8")
    return folder


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert (settings.host, settings.port, settings.processes) == ("127.0.0.1", 7443, 2)
    assert settings.audit == tmp_path / "audit"


def test_the_file_and_then_the_environment(tmp_path: Path) -> None:
    written(tmp_path, 'listen = "0.0.0.0:9000"\nprocesses = 4\nlog_level = "warning"\n')
    settings = load_settings(tmp_path, {"RABTA_NODE_PROCESSES": "3", "RABTA_NODE_STORE_PAGES": "7", "HOME": "/x"})
    assert (settings.host, settings.port, settings.processes, settings.store_pages) == ("0.0.0.0", 9000, 3, 7)
    assert settings.log_level == "warning"


def test_the_graphs_address_has_a_name_of_its_own(tmp_path: Path) -> None:
    written(tmp_path, 'graph_password_file = "graph.password"')
    settings = load_settings(tmp_path, {"RABTA_GRAPH_URI": "neo4j+s://graph.example:7687"})
    assert settings.graph_uri == "neo4j+s://graph.example:7687"
    assert settings.graph == tmp_path / "graph"


def test_an_address_of_the_sixth_version_is_a_host(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'listen = "[::1]:7443"'), {})
    assert (settings.host, settings.port) == ("[::1]", 7443)


def test_every_field_can_be_set_from_either_side(tmp_path: Path) -> None:
    values = {"listen": "127.0.0.1:1", "log_level": "debug", "graph_uri": "bolt+s://db:7687", "graph_memory": "2g"}
    values["store"] = values["log_store"] = "postgresql://rabta@localhost/records"
    for field in fields(NodeSettings):
        if field.name == "folder":
            continue
        value = values.get(field.name, "9")
        besides = {"RABTA_NODE_GRAPH_PASSWORD_FILE": "p"} if field.name == "graph_uri" else {}
        if field.name.startswith("identity_"):
            besides = {"RABTA_NODE_IDENTITY_REGISTRY": "9", "RABTA_NODE_IDENTITY_ENDPOINT": "9"}
        read = load_settings(tmp_path, {**besides, f"RABTA_NODE_{field.name.upper()}": value})
        assert str(getattr(read, field.name)) == value


@pytest.mark.parametrize("text", ['identity_registry = "pk.nadra"', 'identity_endpoint = "nadra.example:7443"'])
def test_a_registry_has_an_agency_and_an_address(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="identity_registry: needs identity_endpoint"):
        load_settings(written(tmp_path, text), {})


@pytest.mark.parametrize("name", ["store", "log_store"])
def test_each_store_is_a_file_or_a_database_without_a_password(tmp_path: Path, name: str) -> None:
    assert getattr(load_settings(tmp_path, {}), name) == "sqlite"
    for wrong in ("postgresql://rabta:secret@localhost/records", "postgresql://rabta@db.example/records", "records.db"):
        with pytest.raises(SettingsError, match=rf"^{name}: sqlite, or ") as refused:
            load_settings(tmp_path, {f"RABTA_NODE_{name.upper()}": wrong})
        assert not {"secret", "example", "rabta"} & set(str(refused.value).replace(".", " ").split())


WRONG = {
    "unknown setting colour": 'colour = "red"',
    "unknown setting folder": 'folder = "/"',
    "wrong type: processes": 'processes = "2"',
    "wrong type: listen": "listen = 7443",
    "wrong type: call_slots": "call_slots = true",
    "wrong type: store_pages": "store_pages = 1.5",
    "listen: not host:port": 'listen = "7443"',
    "listen: not host:port ": 'listen = "127.0.0.1:99999"',
    "listen: not host:port  ": 'listen = "127.0.0.1:0"',
    "listen: not host:port   ": 'listen = "127.0.0.1:٧"',
    "processes: at least 1": "processes = 0",
    "call_slots: at least 1": "call_slots = -4",
    "officer_per_hour: at least 1": "officer_per_hour = 0",
    "store_pages: at least 0": "store_pages = -1",
    "graph_password_file: needed": 'graph_uri = "bolt+s://db:7687"',
    "graph_uri: not bolt": 'graph_uri = "http://db"\ngraph_password_file = "p"',
    "graph_uri: not bolt ": 'graph_uri = "bolt://user:secret@db:7687"\ngraph_password_file = "p"',
    "graph_uri: without TLS on loopback": 'graph_uri = "bolt://db:7687"\ngraph_password_file = "p"',
    "graph_uri: without TLS on loopback ": 'graph_uri = "neo4j://10.0.0.7"\ngraph_password_file = "p"',
    "graph_memory: such as": 'graph_memory = "lots"',
    "log_level: one of": 'log_level = "loud"',
    "settings.toml: not TOML": "listen = ",
}


@pytest.mark.parametrize("message", WRONG)
def test_a_mistake_is_named(message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=message.strip()):
        load_settings(written(tmp_path, WRONG[message]), {})


def test_what_is_no_text_is_no_settings_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not TOML"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("RABTA_NODE_PROCESSES", "two", "RABTA_NODE_PROCESSES: not a number"),
        ("RABTA_NODE_PROCESSES", "²", "RABTA_NODE_PROCESSES: not a number"),
        ("RABTA_NODE_COLOUR", "swordfish", "unknown setting colour"),
    ],
)
def test_a_mistake_in_the_environment_is_named_and_its_value_is_not(
    name: str, value: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        load_settings(tmp_path, {name: value})
    assert value not in str(caught.value)


def test_what_is_served_where_nobody_says_what_depends_on_whose_node_it_is(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).usual_targets == HUB_TARGETS
    assert load_settings(written(tmp_path, 'home = "pk.fia"'), {}).usual_targets == MEMBER_TARGETS
    check_targets(HUB_TARGETS, "HUB", "")
    check_targets(MEMBER_TARGETS, "FIA", "pk.fia")


@pytest.mark.parametrize(
    ("targets", "kind", "home", "said"),
    [
        ((IDENTITY, "oversight"), "FIA", "pk.fia", "names no identity registry"),
        ((IDENTITY,), "HUB", "", "names no identity registry"),
        (("linkage",), "FIA", "pk.fia", "no link graph"),
        (HUB_TARGETS, "IDENTITY_REGISTRY", "pk.nadra", "no link graph"),
        ((IDENTITY, "exchange"), "IDENTITY_REGISTRY", "pk.nadra", "nothing out of copies"),
        ((IDENTITY, "records"), "IDENTITY_REGISTRY", "pk.nadra", "nothing out of copies"),
    ],
)
def test_what_an_agency_does_not_serve_is_refused_by_name(
    targets: tuple[str, ...], kind: str, home: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        check_targets(targets, kind, home)


def test_a_members_node_with_records_or_exchange_answers_from_copies_and_a_registrys_does_not() -> None:
    assert answers_from_copies("pk.fia", ("records", "oversight"))
    assert answers_from_copies("pk.customs", ("oversight", "exchange"))
    assert not answers_from_copies("pk.nadra", (IDENTITY, "oversight"))
    assert not answers_from_copies("", HUB_TARGETS)


@pytest.mark.parametrize("name", SILENT)
def test_a_part_may_be_silent_for_three_seconds_to_an_hour(tmp_path: Path, name: str) -> None:
    """Three signs of life are due within three seconds: a shorter limit kills a part that is slow for a moment."""
    for text in ("0", "2", "3601"):
        with pytest.raises(SettingsError, match=f"^{name}: 3 to 3600$"):
            load_settings(tmp_path, {f"RABTA_NODE_{name.upper()}": text})
    for text in ("3", "3600"):
        assert getattr(load_settings(tmp_path, {f"RABTA_NODE_{name.upper()}": text}), name) == int(text)
