"""Mappings: those shipped can be read, and one that says too little or too much is refused as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.linkage.feeds.cdr_mapping import SHIPPED, mapping, shipped
from services.linkage.feeds.options import Options
from services.linkage.feeds.row import FileRefused


def test_three_operators_are_shipped() -> None:
    assert shipped() == ("operator-a", "operator-b", "operator-c")
    for name in shipped():
        found = mapping(Options(mapping=Path(name)))
        assert found.operator == name
        assert found.tables.keys() == {"calls", "subscribers"}
        assert found.stated


def test_the_importer_may_name_the_operator() -> None:
    assert mapping(Options(mapping=Path("operator-a"), provider="north")).operator == "north"


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = (SHIPPED / "operator-b.toml").read_text("utf-8")
    path.write_text(text.replace('zone = "Asia/Karachi"\n', ""), "utf-8")
    found = mapping(Options(mapping=path, zone="UTC"))
    assert not found.stated
    assert str(found.zone) == "UTC"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('zone = "Asia/Karachi"', 'zone = "Mars/Base"'),
        ('operator = "operator-b"', ""),
        ('name = "calls"', 'name = "letters"'),
        ('duration = "clock"', 'duration = "moons"'),
        ('party = ["MSISDN"]', 'nobody = ["MSISDN"]'),
        ('called = ["CALL_DIALED_NUM"]', ""),
        ('duration = "clock"', 'secret = "x"'),
        ("[[tables]]", "[[tables"),
        ("times =", "hours ="),
    ],
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "bad.toml"
    text = (SHIPPED / "operator-b.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=path))


def test_no_mapping_and_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="operator-a"):
        mapping(Options())
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=tmp_path / "absent.toml"))
