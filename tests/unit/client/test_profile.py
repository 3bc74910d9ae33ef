"""A profile: complete, known, private, and written so that it reads back as it was."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from services.client.profile import (
    KEYS,
    OPTIONAL_KEYS,
    OPTIONAL_PATHS,
    OPTIONAL_TEXTS,
    PATHS,
    TEXTS,
    Profile,
    ProfileError,
    load_profile,
    write_profile,
)
from tests.budget import budget

WHOLE = {name: name for name in (*TEXTS, *PATHS, *KEYS)}


def written(folder: Path, settings: dict[str, str]) -> Path:
    path = folder / "profile.toml"
    write_profile(path, settings)
    return path


def raw(folder: Path, text: str) -> Path:
    path = folder / "profile.toml"
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    return path


def test_paths_are_those_beside_the_file(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, {**WHOLE, "page_key": "keys/page.key"}))
    assert profile.tls_key == tmp_path / "tls_key"
    assert profile.page_key == tmp_path / "keys" / "page.key"
    assert (profile.hub, profile.officer, profile.language, profile.seal_key) == ("hub", "", "en", None)


def test_an_absolute_path_stays_where_it_points(tmp_path: Path) -> None:
    assert load_profile(written(tmp_path, {**WHOLE, "ca": "/etc/ca.crt"})).ca == Path("/etc/ca.crt")


def test_every_setting_is_a_field_and_every_field_a_setting() -> None:
    known = {*PATHS, *KEYS, *TEXTS, *OPTIONAL_PATHS, *OPTIONAL_KEYS, *OPTIONAL_TEXTS}
    assert {field.name for field in fields(Profile)} == known


@pytest.mark.parametrize("name", [*KEYS, *OPTIONAL_KEYS])
def test_a_key_may_lie_in_a_token(name: str, tmp_path: Path) -> None:
    uri = "pkcs11:token=rabta;object=x?pin-source=file:/etc/rabta/pin"
    assert getattr(load_profile(written(tmp_path, {**WHOLE, name: uri})), name) == uri


def test_a_tls_key_is_a_file(tmp_path: Path) -> None:
    """gRPC reads it as PEM: a URI there names a file of that name, and none is there."""
    profile = load_profile(written(tmp_path, {**WHOLE, "tls_key": "pkcs11:token=rabta;object=x"}))
    assert profile.tls_key == tmp_path / "pkcs11:token=rabta;object=x"


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_setting_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=f"missing setting {name}$"):
        load_profile(written(tmp_path, {key: value for key, value in WHOLE.items() if key != name}))


def test_an_unknown_setting_is_named_and_its_value_is_not(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="unknown setting tls_kee") as caught:
        load_profile(written(tmp_path, {**WHOLE, "tls_kee": "swordfish"}))
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("value", ["7", "true", "[1]", "1.5", "{}"])
def test_what_is_no_text_is_refused(value: str, tmp_path: Path) -> None:
    lines = [f'{name} = "{name}"' for name in WHOLE if name != "hub"]
    with pytest.raises(ProfileError, match="not text: hub"):
        load_profile(raw(tmp_path, "\n".join([*lines, f"hub = {value}"])))


@pytest.mark.parametrize("text", ["hub = ", "= 1", "[[", "\x00"])
def test_what_is_no_toml_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"profile\.toml"):
        load_profile(raw(tmp_path, text))


def test_what_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path, "")
    path.write_bytes(b'hub = "\xff"')
    with pytest.raises(ProfileError):
        load_profile(path)


def test_a_profile_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(ProfileError, match="mode"):
        load_profile(path)


def test_writing_again_tightens_a_loose_file(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.touch(mode=0o666)
    path.chmod(0o666)
    write_profile(path, WHOLE)
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_file_is_an_error_and_no_trace(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"absent\.toml"):
        load_profile(tmp_path / "absent.toml")


@budget(100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)))
def test_any_text_reads_back_as_it_was(tmp_path: Path, changes: dict[str, str]) -> None:
    profile = load_profile(written(tmp_path, {**WHOLE, **changes}))
    for name, value in changes.items():
        assert getattr(profile, name) == value
