"""`rabta backup` and `rabta restore` as an operator runs them: what is said, and how they end."""

from __future__ import annotations

from pathlib import Path

from services.membership.office import open_federation
from services.node import machine
from services.node.local import Local, free_ports
from tests.unit.cli.rabta import rabta
from tests.unit.node.shelves import heads, hub, member, rows


def test_there_and_back(tmp_path: Path) -> None:
    node, target = hub(tmp_path), tmp_path / "backup"
    made = rabta("backup", node.folder, target)
    assert made.stdout.splitlines()[:3] == ["oversight.db", "linkage.db", "records.db"]
    assert "not in it: the log" in made.stderr
    assert "records.keys, one for all backups" in made.stderr
    assert "--replace" in rabta("restore", target, node.folder, code=1).stderr
    restored = rabta("restore", target, node.folder, "--replace")
    assert "rabta graph rebuild" in restored.stderr
    assert "rabta records resend" in restored.stderr


def test_of_a_federation_on_one_machine_it_is_the_hub(tmp_path: Path) -> None:
    node = hub(tmp_path)
    local = Local(open_federation(node.folder.parent), free_ports(1)[0], {})
    machine.save(local)
    assert "records.db" in rabta("backup", local.files.folder, tmp_path / "backup").stdout
    rabta("restore", tmp_path / "backup", local.files.folder, "--replace")


def test_of_a_hub_whose_stores_are_in_a_database_no_file_of_before_is_copied(tmp_path: Path) -> None:
    node = hub(tmp_path)
    with (node.folder / "settings.toml").open("a") as settings:
        settings.write('store = "postgresql://rabta@localhost/records"\n')
    made = rabta("backup", node.folder, tmp_path / "backup")
    assert ".db" not in made.stdout
    assert "in PostgreSQL: records, links and oversight" in made.stderr


def test_of_a_member_its_journal_with_what_to_do_next(tmp_path: Path) -> None:
    node = member(tmp_path)
    made = rabta("backup", node.folder, tmp_path / "backup", "--keys")
    assert "state/feed.db" in made.stdout
    assert "month keys" not in made.stderr
    assert "records check" in rabta("restore", tmp_path / "backup", node.folder, "--replace").stderr


def test_refusals_are_one_line_and_no_name_of_a_record(tmp_path: Path) -> None:
    node = hub(tmp_path)
    rabta("backup", node.folder, tmp_path / "backup")
    (node.folder / "records.db").unlink()
    heads(node.folder / "records.db", [("secret-record", "EXPUNGED"), ("r1", "EXPUNGED")])
    for arguments in (
        ("restore", tmp_path / "backup", node.folder, "--replace"),
        ("restore", tmp_path / "nothing", node.folder),
        ("backup", tmp_path / "nothing", tmp_path / "other"),
        ("backup", node.folder, tmp_path / "backup"),
    ):
        result = rabta(*arguments, code=1)
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("rabta: ")
        assert "Traceback" not in result.output
        assert "secret-record" not in result.output
    assert rows(node.folder / "records.db", "select count(*) from head") == [(2,)]
