"""`docs/api`: the protos with their comments as Markdown, one page a package and an index. `make gen` writes them.

Everything is read from the descriptors with source information: a message, field, value or RPC can be left out of the pages
only by leaving it out of the contract.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from google.protobuf import descriptor_pb2 as pb
from grpc_tools import protoc
from rabta.access.v1 import rule_pb2

ROOT = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs" / "api"
INDEX: Final = "README.md"
Where = tuple[int, ...]
_Type = pb.FieldDescriptorProto
_MESSAGE, _ENUM, _SERVICE, _EXTENSION = 4, 5, 6, 7
_FIELD, _NESTED, _INNER_ENUM, _VALUE, _METHOD = 2, 3, 4, 2, 2
"""Numbers of the fields of descriptors, as they stand in a location's path (descriptor.proto, SourceCodeInfo)."""
_MADE: Final = "Made from `proto/` by `make gen`: change the comments there.\n"


def described() -> list[pb.FileDescriptorProto]:
    """Each of our proto files, by name, with the comments of its source. Exit 1 where one is no proto."""
    includes = [f"-I{ROOT / 'proto'}", f"-I{Path(protoc.__file__).parent / '_proto'}"]
    paths = [str(path) for path in sorted((ROOT / "proto" / "rabta").rglob("*.proto"))]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.binpb"
        code = protoc.main(["", *includes, "--include_source_info", f"--descriptor_set_out={target}", *paths])
        if code:
            sys.exit(code)
        return sorted(pb.FileDescriptorSet.FromString(target.read_bytes()).file, key=lambda file: file.name)


def pages(files: Iterable[pb.FileDescriptorProto]) -> dict[str, str]:
    """Text of each page by its file name."""
    packages: dict[str, list[pb.FileDescriptorProto]] = {}
    for file in files:
        packages.setdefault(file.package, []).append(file)
    made = {f"{name}.md": _page(name, held) for name, held in packages.items()}
    return made | {INDEX: _index(packages)}


def _index(packages: dict[str, list[pb.FileDescriptorProto]]) -> str:
    lines = ["# The contract, message by message\n", _MADE]
    lines.append("How calls are signed, tokens made and answers proven is told in [protocol](../protocol.md).\n")
    for name, files in packages.items():
        services = [f"{one.name} (RPCs: {len(one.method)})" for file in files for one in file.service]
        messages, enums = (sum(len(getattr(f, kind)) for f in files) for kind in ("message_type", "enum_type"))
        said = [*services, f"{messages} messages", f"{enums} enums"]
        lines.append(f"- [{name}]({name}.md): {', '.join(said)}")
    return "\n".join(lines) + "\n"


def _page(package: str, files: list[pb.FileDescriptorProto]) -> str:
    lines = [f"# {package}\n", _MADE]
    for file in files:
        said = comments(file)
        for number, service in enumerate(file.service):
            lines += _service(service, said, (_SERVICE, number), package)
        for number, message in enumerate(file.message_type):
            lines += _message(message, said, (_MESSAGE, number), package, "")
        for number, enum in enumerate(file.enum_type):
            lines += _enum(enum, said, (_ENUM, number), "")
        for number, option in enumerate(file.extension):
            what = f"`{option.extendee.lstrip('.')}`, no. {option.number}, {_type(option, package)}"
            lines.append(f"## Option {option.name}\n\n{said.get((_EXTENSION, number), '')}\n\nOf {what}.\n")
    return "\n".join(lines)


def comments(file: pb.FileDescriptorProto) -> dict[Where, str]:
    """What is written before and behind each place of a file, as one line."""
    found = {}
    for place in file.source_code_info.location:
        said = [*place.leading_detached_comments, place.leading_comments, place.trailing_comments]
        text = " ".join(" ".join(said).split())
        if text:
            found[tuple(place.path)] = text
    return found


def _service(service: Any, said: dict[Where, str], at: Where, package: str) -> Iterator[str]:
    yield f"## {service.name}\n\n{said.get(at, '')}\n"
    for number, method in enumerate(service.method):
        yield f"### {service.name}.{method.name}\n\n{said.get((*at, _METHOD, number), '')}\n"
        taken, given = (_link(name, package) for name in (method.input_type, method.output_type))
        yield f"`/{package}.{service.name}/{method.name}` takes {taken}, answers {given}.\n"
        rule = _rule(method)
        if rule:
            yield f"{rule}\n"


def _rule(method: Any) -> str:
    """What the caller needs, as the edge reads it; empty for what is never on the network."""
    if not method.options.HasExtension(rule_pb2.rule):
        return ""
    rule = method.options.Extensions[rule_pb2.rule]
    from_enum = [
        ("Permission", rule_pb2.Permission.Name(rule.permission)),
        ("effect", rule_pb2.Effect.Name(rule.effect)),
    ]
    classes = rule.DESCRIPTOR.fields_by_name["classes"].enum_type.values_by_number
    parts = [f"{name} `{value}`" for name, value in from_enum]
    parts += [f"class {', '.join(f'`{classes[one].name}`' for one in rule.classes)}"] if rule.classes else []
    parts += ["without an officer's token"] if rule.tokenless else []
    parts += ["answers while the witnesses are stale"] if rule.when_stale else []
    return "; ".join(parts) + "."


def _message(message: Any, said: dict[Where, str], at: Where, package: str, within: str) -> Iterator[str]:
    name = f"{within}{message.name}"
    yield f"## {name}\n\n{said.get(at, '')}\n"
    if message.field:
        yield "| no. | field | type | |\n|---|---|---|---|"
        for number, field in enumerate(message.field):
            told = _cell(said.get((*at, _FIELD, number), ""))
            one = f"{told} One of `{message.oneof_decl[field.oneof_index].name}`." if _of_one(field) else told
            yield f"| {field.number} | `{field.name}` | {_type(field, package)} | {one.strip()} |"
        yield ""
    for number, nested in enumerate(message.nested_type):
        yield from _message(nested, said, (*at, _NESTED, number), package, f"{name}.")
    for number, enum in enumerate(message.enum_type):
        yield from _enum(enum, said, (*at, _INNER_ENUM, number), f"{name}.")


def _enum(enum: Any, said: dict[Where, str], at: Where, within: str) -> Iterator[str]:
    yield f"## {within}{enum.name}\n\n{said.get(at, '')}\n"
    yield "| no. | value | |\n|---|---|---|"
    for number, value in enumerate(enum.value):
        told = said.get((*at, _VALUE, number), "") or ("" if value.number else "Not stated.")
        yield f"| {value.number} | `{value.name}` | {_cell(told)} |"
    yield ""


def _of_one(field: Any) -> bool:
    return field.HasField("oneof_index") and not field.proto3_optional


def _type(field: Any, package: str) -> str:
    """Type of a field; one of ours is a link to what it is."""
    if field.type_name:
        named = _link(field.type_name, package)
    else:
        named = _Type.Type.Name(field.type).removeprefix("TYPE_").lower()
    return f"repeated {named}" if field.label == _Type.LABEL_REPEATED else named


def _link(full_name: str, package: str) -> str:
    """A link to a message or enum, on this page or another; packages are written small, types are not."""
    parts = full_name.lstrip(".").split(".")
    packaged = [part for part in parts if part.islower()]
    named = ".".join(parts[len(packaged) :])
    home = ".".join(packaged)
    page = "" if home == package else f"{home}.md"
    return f"[{named}]({page}#{named.lower().replace('.', '')})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def differing(folder: Path = FOLDER) -> list[str]:
    """Pages that are not as the protos make them: other text, missing, or of no package."""
    made = pages(described())
    have = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in made.keys() | have.keys() if made.get(name) != have.get(name))


def write(folder: Path = FOLDER) -> None:
    """Write every page anew; one of a package that is gone goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for name, text in pages(described()).items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
