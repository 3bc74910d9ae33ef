"""The desk's folder: where it serves, which departments may ask, for which schools, who visits. A fault refuses all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from welfare_desk.values import CODE, matched

DIGEST = re.compile(r"[0-9a-f]{64}")


class BadPlace(Exception):
    """A file of the folder does not say what it has to; the message names the file."""


@dataclass(frozen=True)
class Department:
    """A school department, known by its certificate, and the schools that it asks for."""

    name: str
    schools: frozenset[str]


@dataclass(frozen=True)
class Settings:
    """Where the desk serves, with which files of TLS, for whom (by SHA-256 of the certificate), and who visits."""

    host: str
    port: int
    authority: Path
    certificate: Path
    key: Path
    departments: Mapping[str, Department]
    officers: frozenset[str]


def desk_of(folder: Path) -> Settings:
    """The desk of ``desk.toml``. Raises BadPlace and OSError."""
    try:
        told = tomllib.loads((folder / "desk.toml").read_text("utf-8"))
        authority, certificate, key = (folder / str(told.pop(name)) for name in ("authority", "certificate", "key"))
        host, port, officers = told.pop("host"), told.pop("port"), told.pop("officers")
        departments = dict(_department(each) for each in told["department"])
        if told.keys() != {"department"} or not isinstance(host, str) or not isinstance(port, int):
            raise ValueError
        names = [one.name for one in departments.values()]
        schools = [school for one in departments.values() for school in one.schools]
        if not len(told["department"]) == len(set(names)) == len(names) or len(set(schools)) != len(schools):
            raise ValueError
        visiting = frozenset(matched(CODE, each) for each in officers)
        return Settings(host, port, authority, certificate, key, departments, visiting)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadPlace(f"desk.toml: {type(fault).__name__}") from None


def _department(row: dict[str, object]) -> tuple[str, Department]:
    if row.keys() != {"name", "certificate_sha256", "schools"} or not isinstance(row["schools"], list):
        raise ValueError
    schools = frozenset(matched(CODE, each) for each in row["schools"])
    return matched(DIGEST, row["certificate_sha256"]), Department(matched(CODE, row["name"]), schools)
