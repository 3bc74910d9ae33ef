"""The files: enough, damaged as counted, the same for the same seed, and private."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from services.demo.authorities import orders
from services.demo.exports import EXPORTS, generate
from services.demo.feed_files import feed_files
from services.values.validation.validate import violations
from tests.unit.demo.world import Files


def test_there_are_at_least_twenty_thousand_versions(files: Files) -> None:
    assert 20_000 <= len(files.drafts) < 22_000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_seed_gives_enough(tmp_path: Path, seed: int) -> None:
    assert len(Files(tmp_path / "exports", seed, 3000).drafts) >= 3000


def test_it_takes_less_than_twenty_seconds_of_a_processor(files: Files) -> None:
    assert files.seconds < 20


def test_every_row_is_read_and_every_spoilt_one_rejected(files: Files) -> None:
    for entry in files.story["files"]:
        outcomes = files.outcomes[entry["path"]]
        assert len(outcomes) == entry["rows"], entry
        assert sum(bool(outcome.rejects) for outcome in outcomes) == entry["damaged"], entry
    assert sum(entry["damaged"] for entry in files.story["files"]) > 50


def test_the_damage_is_of_many_kinds(files: Files) -> None:
    reasons = Counter(r.reason for found in files.outcomes.values() for outcome in found for r in outcome.rejects)
    assert {"rounded-by-spreadsheet", "turned-into-date", "missing", "not-a-date", "unknown-word"} <= set(reasons)
    assert {"year-of-two-digits", "no-statute"} <= set(reasons)


def test_lost_zeros_were_restored_and_flagged(files: Files) -> None:
    phones = [i for d in files.drafts if d.subject for i in d.subject.identifiers if i.type == "PHONE"]
    assert 0.05 < sum(phone.repaired for phone in phones) / len(phones) < 0.4
    assert all(phone.value.startswith("+923") for phone in phones)


def test_the_hub_has_nothing_to_say_against_them(files: Files) -> None:
    for draft in files.drafts:
        assert violations(replace(draft, version=1, status="ACTIVE")) == ()


def test_no_record_is_stated_twice(files: Files) -> None:
    assert len({(draft.agency, draft.record_id) for draft in files.drafts}) == len(files.drafts)


def test_every_agency_contributes(files: Files) -> None:
    found = Counter(draft.agency for draft in files.drafts)
    assert set(found) == {export.agency for export in EXPORTS}
    assert min(found.values()) > 100


def test_both_scripts_meet(files: Files) -> None:
    scripts = Counter(name.script for draft in files.drafts if draft.subject for name in draft.subject.names)
    assert set(scripts) == {"Arab", "Latn"}
    assert all("ي" not in n.text and "ك" not in n.text for d in files.drafts if d.subject for n in d.subject.names)


def test_encodings_are_as_offices_have_them(folder: Path) -> None:
    starts = {
        "pk.punjab-police/fir_register.csv": b"\xef\xbb\xbf",
        "pk.sindh-police/fir_register.csv": b"\xff\xfe",
        "pk.fia/fir_register.xlsx": b"PK\x03\x04",
        "pk.district-courts/punjab_courts.jsonl": b"{",
    }
    for path, start in starts.items():
        assert (folder / path).read_bytes().startswith(start)
    with pytest.raises(UnicodeDecodeError):
        (folder / "pk.prisons/punjab_prisons.csv").read_text("utf-8")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, "a seed", 2000)
    first = sorted(path for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(first) == len(EXPORTS) + len(feed_files()) + len(orders()) + 2
    for path in first:
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_another_seed_gives_other_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, name, 1000)
    assert (tmp_path / "one" / "story.json").read_bytes() != (tmp_path / "two" / "story.json").read_bytes()


def test_generating_again_replaces(tmp_path: Path) -> None:
    generate(tmp_path / "x", 1, 1000)
    before = (tmp_path / "x" / "story.json").read_bytes()
    generate(tmp_path / "x", 2, 1000)
    generate(tmp_path / "x", 1, 1000)
    assert (tmp_path / "x" / "story.json").read_bytes() == before


def test_files_are_private(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_the_story_on_disk_is_the_story_returned(files: Files) -> None:
    assert json.loads((files.folder / "story.json").read_text("utf-8")) == files.story


def test_few_records_still_hold_the_whole_cast(tmp_path: Path) -> None:
    small = Files(tmp_path / "small", 1, 0)
    assert small.about(small.story["known_man"]["cnic"])
    assert all(entry["damaged"] == 0 for entry in small.story["files"])
