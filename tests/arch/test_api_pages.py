"""The pages of the contract say everything that the protos say, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2 as pb
from rabta.access.v1 import rule_pb2

from tests.arch import api_pages
from tests.arch.api_pages import INDEX, comments, described, differing, pages, write
from tests.rows import of_rows

FILES = described()
PAGES = pages(FILES)
PACKAGES = sorted({file.package for file in FILES})


def names(file: pb.FileDescriptorProto) -> list[str]:
    """Every message, field, enum, value, service and RPC, as a page writes it."""
    found: list[str] = []

    def enum(one: Any, within: str) -> None:
        found.append(f"## {within}{one.name}\n")
        found.extend(f"| {value.number} | `{value.name}` |" for value in one.value)

    def message(one: Any, within: str) -> None:
        found.append(f"## {within}{one.name}\n")
        found.extend(f"| {field.number} | `{field.name}` |" for field in one.field)
        for nested in one.nested_type:
            message(nested, f"{within}{one.name}.")
        for nested in one.enum_type:
            enum(nested, f"{within}{one.name}.")

    for one in file.message_type:
        message(one, "")
    for each in file.enum_type:
        enum(each, "")
    for service in file.service:
        found += [f"## {service.name}\n", *(f"### {service.name}.{method.name}\n" for method in service.method)]
    return found


def test_the_committed_pages_are_what_the_protos_make() -> None:
    assert differing() == [], "run `make gen`"


def test_each_package_has_a_page_and_the_index_leads_to_each() -> None:
    assert set(PAGES) == {f"{package}.md" for package in PACKAGES} | {INDEX}
    assert len(PACKAGES) >= 7
    for package in PACKAGES:
        assert f"({package}.md)" in PAGES[INDEX]


@of_rows("file", FILES, ids=[file.name for file in FILES])
def test_everything_that_has_a_name_is_on_its_page(file: pb.FileDescriptorProto) -> None:
    page = PAGES[f"{file.package}.md"]
    assert [name for name in names(file) if name not in page] == []


@of_rows("file", FILES, ids=[file.name for file in FILES])
def test_no_comment_is_lost(file: pb.FileDescriptorProto) -> None:
    page = PAGES[f"{file.package}.md"].replace("\\|", "|")
    assert [text for text in comments(file).values() if text not in page] == []
    assert comments(file)


@of_rows("package", PACKAGES)
def test_every_link_leads_to_a_heading(package: str) -> None:
    links = re.findall(r"\]\(([\w./]*)#(\w+)\)", PAGES[f"{package}.md"])
    headings = {
        page: {re.sub(r"[^a-z0-9_]", "", line.lower()) for line in re.findall(r"^## (.+)$", text, re.MULTILINE)}
        for page, text in PAGES.items()
    }
    assert [(page, anchor) for page, anchor in links if anchor not in headings[page or f"{package}.md"]] == []


def test_an_rpc_says_its_path_and_who_may_call_it() -> None:
    page = PAGES["rabta.records.v1.md"]
    path = "`/rabta.records.v1.RecordsService/Search` takes [SearchRequest](#searchrequest)"
    assert path in page
    assert "Permission `PERMISSION_RECORD_READ`; effect `EFFECT_READ`." in page
    signed = [method for file in FILES if file.package != "rabta.admin.v1" for s in file.service for method in s.method]
    extension: Any = rule_pb2.rule
    told = sum(text.count("Permission `PERMISSION_") for text in PAGES.values())
    assert told == len(signed) == sum(method.options.HasExtension(extension) for method in signed)


def test_a_type_of_another_package_is_on_its_own_page() -> None:
    assert re.search(r"\]\(rabta\.signing\.v1\.md#\w+\)", PAGES["rabta.records.v1.md"])


def test_a_page_that_is_changed_missing_or_left_over_differs(tmp_path: Path) -> None:
    write(tmp_path)
    assert differing(tmp_path) == []
    (tmp_path / INDEX).write_text("other", "utf-8")
    (tmp_path / "rabta.admin.v1.md").unlink()
    (tmp_path / "rabta.gone.v1.md").write_text("", "utf-8")
    assert differing(tmp_path) == [INDEX, "rabta.admin.v1.md", "rabta.gone.v1.md"]
    write(tmp_path)
    assert differing(tmp_path) == []


def test_a_new_field_with_a_bar_in_its_comment_keeps_the_table_whole() -> None:
    file = pb.FileDescriptorProto(name="x.proto", package="rabta.x.v1")
    message = file.message_type.add(name="X")
    message.field.add(name="a", number=1, type=9, label=1)
    place = file.source_code_info.location.add(path=[4, 0, 2, 0])
    place.leading_comments = " either | or\n"
    assert "| 1 | `a` | string | either \\| or |" in pages([file])["rabta.x.v1.md"]


def test_drift_is_told_by_lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from tests.arch import drift

    monkeypatch.setattr(api_pages, "differing", lambda: [INDEX])
    assert drift.main() == 1
    assert f"docs/api/{INDEX}" in capsys.readouterr().err
