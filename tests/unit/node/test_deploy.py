"""``deploy/``: what the code makes is there as it makes it; containers are as closed as units."""

from __future__ import annotations

import re

from services.node import units
from services.node.processes import NODE_PATIENCE_S
from tests.rows import of_rows
from tests.unit.node.deployed import DEPLOY, made

COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
IMAGE = (DEPLOY / "Containerfile").read_text("utf-8")


@of_rows("name", made())
def test_a_file_is_as_the_code_makes_it(name: str) -> None:
    assert (DEPLOY / name).read_text("utf-8") == made()[name], "python -m tests.unit.node.deployed"


def test_no_file_is_left_of_what_is_made_no_more() -> None:
    there = {path.relative_to(DEPLOY).as_posix() for path in DEPLOY.rglob("*") if path.is_file()}
    assert there == {*made(), "README.md", "haproxy.cfg", "compose.yaml", "Containerfile"}


def test_every_file_is_in_the_page() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    for path in DEPLOY.iterdir():
        assert path.name == "README.md" or f"`{path.name}" in page, path.name


def test_a_container_can_write_in_its_folder_alone_and_gains_nothing() -> None:
    for said in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", 'user: "10001:10001"'):
        assert said in COMPOSE
    assert not re.search(r"privileged|network_mode|docker\.sock|pid:|environment:", COMPOSE)
    volumes = re.findall(r'volumes: \["\./([a-z]+):/srv/([a-z]+)"\]', COMPOSE)
    assert volumes == [(name, name) for name in ("hub", "issuer", "witness")]
    assert len(re.findall(r"^    <<: \*part$", COMPOSE, re.MULTILINE)) == len(volumes)


def test_a_container_has_the_time_and_descriptors_that_a_unit_has() -> None:
    (grace,) = re.findall(r"stop_grace_period: ([0-9]+)s", COMPOSE)
    assert int(grace) == units.STOP_S > NODE_PATIENCE_S
    assert f"nofile: {units.DESCRIPTORS}" in COMPOSE


def test_an_image_takes_its_dependencies_by_hash_and_runs_as_nobody_else() -> None:
    assert "--require-hashes --only-binary :all:" in IMAGE
    assert IMAGE.index("USER rabta") < IMAGE.index("ENTRYPOINT")
    assert "useradd --uid 10001" in IMAGE
