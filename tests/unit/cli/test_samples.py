"""The samples are the code's own: each setting that is read stands there, and what stands there is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from audit.witness import WitnessSettings
from audit.witness import read_settings as read_witness
from services.cli import sample_words as words
from services.cli.agency_wishes import WORDS, read_wishes
from services.cli.feed import KEYS, read_authority
from services.cli.samples import SAMPLES, sample
from services.client import profile
from services.issuer.roster_text import OFFICER_WORDS, ROSTER_WORDS, read_text
from services.issuer.settings import IssuerSettings
from services.issuer.settings import load_settings as read_issuer
from services.node.settings import NodeSettings, load_settings
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.unit.cli.rabta import rabta

SETTING = re.compile(r"^# ([a-z][a-z_]*|\"[^\"]+\") = (.*)$", re.MULTILINE)


def whole(name: str) -> str:
    """The sample with everything in force that it only mentions."""
    return SETTING.sub(r"\1 = \2", sample(name))


def written(folder: Path, text: str, name: str = "x.toml") -> Path:
    path = folder / name
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    return path


def names(text: str) -> Iterator[str]:
    """Every setting, with the table that it stands in."""
    for name, value in tomllib.loads(text).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (f"{name}.{word}" for word in value[0])
        elif not isinstance(value, dict):
            yield name


KNOWN = {
    "settings": {each.name for each in fields(NodeSettings)} - {"folder"},
    "issuer": {each.name for each in fields(IssuerSettings)} - {"folder"},
    "witness": {each.name.removesuffix("_path") for each in fields(WitnessSettings)} - {"logs"},
    "profile": {each.name for each in fields(profile.Profile)},
    "roster": (set(ROSTER_WORDS) - {"officers"}) | {f"officers.{word}" for word in OFFICER_WORDS},
    "authority": set(KEYS),
    "wishes": {f"{table}.{word}" for table, kinds in WORDS.items() for kind in kinds for word in kind},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_setting_of_the_code_stands_there_and_no_other(name: str) -> None:
    assert set(names(whole(name))) == KNOWN[name]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (words.NODE, "settings"), (words.ISSUER, "issuer"), (words.WITNESS, "witness"), (words.PROFILE, "profile"),
        (words.AUTHORITY, "authority"), (words.WISHES, "wishes"),
        ({word if word in ROSTER_WORDS else f"officers.{word}": "" for word in words.ROSTER}, "roster"),
    ],
)  # fmt: skip
def test_no_meaning_is_of_a_setting_that_is_gone(said: dict[str, str], name: str) -> None:
    assert set(said) == KNOWN[name]


@pytest.mark.parametrize("text", [sample, whole], ids=["as-it-is", "all-in-force"])
class TestTheCodeReads:
    def test_settings_of_a_hub_with_its_own_defaults(self, text: Callable[..., Any], tmp_path: Path) -> None:
        written(tmp_path, text("settings"), "settings.toml")
        assert load_settings(tmp_path, {}) == NodeSettings(tmp_path.resolve())

    def test_settings_of_an_issuer(self, text: Callable[..., Any], tmp_path: Path) -> None:
        written(tmp_path, text("issuer"), "issuer.toml")
        assert read_issuer(tmp_path, {}) == IssuerSettings(tmp_path.resolve(), "pk.fia")

    def test_settings_of_a_witness(self, text: Callable[..., Any], tmp_path: Path) -> None:
        found = read_witness(written(tmp_path, text("witness")))
        assert (found.name, found.host) == ("pk.fia/witness", "127.0.0.1")

    def test_a_profile(self, text: Callable[..., Any], tmp_path: Path) -> None:
        found = profile.load_profile(written(tmp_path, text("profile")))
        assert (found.agency, found.language) == ("pk.fia", "en")

    def test_a_roster(self, text: Callable[..., Any], tmp_path: Path) -> None:
        key = tmp_path / "officers" / "fia-1042.key.pub"
        key.parent.mkdir()
        key.write_bytes(PrivateKey.generate().public().pem())
        (tmp_path / "office").mkdir()
        found = read_text(written(tmp_path / "office", text("roster")), live.now_ms())
        assert [officer.id for officer in found.officers] == ["fia-1042"]

    def test_an_authority(self, text: Callable[..., Any], tmp_path: Path) -> None:
        assert read_authority(written(tmp_path, text("authority"))).reference == "CO/2025/71"

    def test_wishes(self, text: Callable[..., Any], tmp_path: Path) -> None:
        registers, courts, protects = read_wishes(written(tmp_path, text("wishes")))
        assert (registers[0].prefix in ("", "PB/"), courts[0].code, len(protects)) == (True, "PB-LHR-DSJ", 1)


def test_the_command_prints_each_and_names_them_where_one_is_unknown() -> None:
    for name in SAMPLES:
        assert rabta("node", "sample", name).stdout == sample(name)
        assert name in rabta("node", "sample", "nothing", code=2).stderr


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_holds_no_number_of_a_person(name: str) -> None:
    assert not re.search(r"[0-9]{5}-?[0-9]{7}-?[0-9]", sample(name))
