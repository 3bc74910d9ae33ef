"""`rabta net` and `rabta link`: what is asked, under which class, and how answers are shown."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import link_pb2, linkage_service_pb2
from rabta.linkage.v1 import question_pb2 as pb

from services.cli.net_show import amount, name
from services.cli.net_trace import marks
from services.cli.node_names import node
from services.draw.table_words import TITLES
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, WHY, answers, keep, rabta, refuses

EVIL = "=Bano\x1b[31m \u202eKhan"
PHONE = gp.NodeKey(kind=gp.NODE_KIND_PHONE, id="+923001234567")
MAN = gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id="agencies/pk.fia/records/r1")


def answer() -> pb.Answer:
    made = pb.Answer(position=7)
    made.nodes.add(key=PHONE, degree=3, hub=True)
    made.nodes.add(key=MAN, label=EVIL, label_ur="بانو", owner="pk.fia", person=1)
    made.edges.add(
        id="e1", kind=gp.EDGE_KIND_PHONE_USED_BY, start=PHONE, end=MAN, at_ms=1_700_000_000_000, owner="pk.fia",
        amount_minor=12_345, currency="PKR",
    )  # fmt: skip
    stub = made.stubs.add(before=PHONE, hidden=2, owner="pk.punjab-police", owner_name="Punjab Police")
    stub.desk.name, stub.desk.phone = "Duty desk", "+92 42 000 0105"
    made.cuts.add(what="nodes", shown=2, total=9, more=True)
    made.cuts.add(what="time", more=True)
    return made


def path() -> pb.Path:
    return pb.Path(nodes=[PHONE, MAN], edges=["e1"], stubs=[0])


ANSWERS: dict[str, tuple[list[str], Message, list[str]]] = {
    "Expand": (["expand", "PHONE:+923001234567"], pb.ExpandResponse(answer=answer()), ["hub"]),
    "ShortestPaths": (
        ["paths", "CNIC:3520212345671", "PHONE:+923001234567"],
        pb.ShortestPathsResponse(paths=[path()], answer=answer()),
        ["2 hidden held by pk.punjab-police"],
    ),
    "TraceMoney": (
        ["trace", "IBAN:PK36SCBL0000001123456702", "--direction", "backward"],
        pb.TraceMoneyResponse(
            trails=[path()],
            junctions=[pb.Junction(account=PHONE, incoming=2, outgoing=3, currency="PKR", in_minor=5, out_minor=4)],
            answer=answer(),
        ),
        ["PKR 0.05", "PKR 123.45"],
    ),
    "ContactChain": (["contacts", "PHONE:0300 1234567"], pb.ContactChainResponse(answer=answer()), []),
    "CoTravel": (
        ["cotravel", MAN.id, "--least", "2"],
        pb.CoTravelResponse(companions=[pb.Companion(subject=MAN, journeys=[PHONE])], answer=answer()),
        ["Companions"],
    ),
    "CommonNeighbours": (
        ["common", MAN.id, "PHONE:+923001234567"],
        pb.CommonNeighboursResponse(common=[pb.Common(node=PHONE, of=[MAN])], answer=answer()),
        ["Shared"],
    ),
    "KeyPlayers": (
        ["keyplayers", MAN.id],
        pb.KeyPlayersResponse(
            players=[MAN],
            fragmentation=0.5,
            random_median=0.25,
            answer=answer(),
            parted=6,
            pairs=7,
            told=[pb.KeyPlayer(node=MAN, parted=3, pairs=10, own=[PHONE])],
        ),
        ["0.500", "0.250", "without all of them, 6 of 7 pairs of this network are no longer linked"],
    ),
    "WhyLinked": (["why", MAN.id, "PHONE:+923001234567"], pb.WhyLinkedResponse(answer=answer()), []),
    "Timeline": (["events", MAN.id], pb.TimelineResponse(answer=answer()), []),
}
CLASS = {"TraceMoney": "COMMS_MONEY", "ContactChain": "COMMS_MONEY"}


def net(hub_desk: HubThread, method: str, *more: object, **options: Any) -> tuple[Any, bytes]:
    words, found, _ = ANSWERS[method]
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[f"{LINKAGE}/{method}"] = keep(asked, found)
    result = rabta("net", *words, "--profile", hub_desk.profile(), *WHY, *more, **options)
    return result, asked[0][1]


def test_every_question_has_a_command() -> None:
    methods = {method.name for method in linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"].methods}
    links = {"ListLinkCandidates", "ListLinkReviews", "ExplainLink", "DecideLink", "UndoLink"}
    assert methods - links - {"RegisterAuthority", "ImportFeedPage"} == ANSWERS.keys()


@pytest.mark.parametrize("method", ANSWERS)
def test_an_answer_is_shown_whole_and_harmless(hub_desk: HubThread, method: str) -> None:
    result, _ = net(hub_desk, method)
    for word in ("Evidence", "ask their desk", "Punjab Police", "2023-11-15T03:13:20+05:00", *ANSWERS[method][2]):
        assert word in result.stdout, word
    assert "nodes: 2 of 9 or more shown" in result.stderr
    assert "not all was read in the time there was: ask for a shorter period" in result.stderr
    assert "\x1b[31m" not in result.stdout
    assert "\u202e" not in result.stdout
    assert hub_desk.issuers[live.FIA].asked[-1]["query_class"] == CLASS.get(method, "NETWORK")


def test_frame_and_numbers_travel_as_they_are_meant(hub_desk: HubThread) -> None:
    more = ("--from", "2024-01-01", "--to", "1750000000000", "--edge", "called", "--limit", 7, "--language", "ur")
    result, raw = net(hub_desk, "ShortestPaths", *more, "--second-basis", "peca-warrant")
    request = pb.ShortestPathsRequest.FromString(raw)
    assert request.frame.from_ms == 1_704_049_200_000, "midnight in Karachi"
    assert (request.frame.to_ms, request.frame.limit) == (1_750_000_000_000, 7)
    assert list(request.frame.edge_kinds) == [gp.EDGE_KIND_CALLED]
    assert request.start == gp.NodeKey(kind=gp.NODE_KIND_DOCUMENT, id="CNIC:3520212345671")
    assert "بانو" in result.stdout
    assert hub_desk.issuers[live.FIA].asked[-1]["query_class"] == "COMMS_MONEY"


@pytest.mark.parametrize("method", ANSWERS)
@pytest.mark.parametrize(("bearers", "said"), [(1, "means the person who bears it"), (2, "is borne by 2 persons")])
def test_whom_a_number_stands_for_is_said(hub_desk: HubThread, method: str, bearers: int, said: str) -> None:
    words, found, _ = ANSWERS[method]
    told = type(found)()
    told.CopyFrom(found)
    told.answer.borne.add(number=PHONE, persons=[MAN] * bearers)  # type: ignore[attr-defined]  # one of several answers, all with numbers
    hub_desk.hub.bodies[f"{LINKAGE}/{method}"] = answers(told)
    for form in ("table", "csv", "json"):
        result = rabta("net", *words, "--profile", hub_desk.profile(), *WHY, "--output", form)
        assert said in result.stderr or form == "json"
        assert form != "json" or len(json.loads(result.stdout)["answer"]["borne"][0]["persons"]) == bearers


@pytest.mark.parametrize("method", ANSWERS)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_ids_of_an_answer_can_be_copied_and_typed_again(hub_desk: HubThread, method: str, form: str) -> None:
    words, found, _ = ANSWERS[method]
    hub_desk.hub.bodies[f"{LINKAGE}/{method}"] = answers(found)
    said = rabta("net", *words, "--profile", hub_desk.profile(), *WHY, "--output", form).stdout
    typed = set(re.findall(r"(?:[A-Z]+:\+?[0-9A-Z]+|agencies/[^\s,│;]+)", said))
    assert {PHONE.id, MAN.id} <= {node(one).id for one in typed if one.startswith(("PHONE", "agencies"))}


@pytest.mark.parametrize("method", ANSWERS)
def test_in_urdu_every_heading_is_and_figures_stand_isolated(
    hub_desk: HubThread, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the profile's own language, as other commands; an option says otherwise."""
    words, found, _ = ANSWERS[method]
    hub_desk.hub.bodies[f"{LINKAGE}/{method}"] = answers(found)
    profile = hub_desk.profile()
    profile.write_text(profile.read_text("utf-8") + 'language = "ur"\n', "utf-8")
    piped = rabta("net", *words, "--profile", profile, *WHY)
    assert not re.search("[\u2066-\u2069]", piped.stdout + piped.stderr), "what is copied can be typed again"
    monkeypatch.setattr("services.cli.table.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    result = rabta("net", *words, "--profile", profile, *WHY)
    heads = [line for line in result.stdout.splitlines() if line.startswith("┃")]
    assert heads
    assert not re.search("[A-Za-z0-9]", "".join(heads).replace("(UTC)", ""))
    assert not [title for title in TITLES if title in result.stdout]
    assert "بانو" in result.stdout
    bare = re.sub("\u2066[^\u2069]*\u2069", "", result.stdout)
    assert "PKR" not in bare
    assert "123.45" not in bare
    assert "نقاط" in result.stderr or "کل" in result.stderr or "زائد" in result.stderr
    assert "Evidence" in rabta("net", *words, "--profile", profile, *WHY, "--language", "en").stdout


@pytest.mark.parametrize(
    ("currency", "minor", "shown"),
    [
        ("PKR", 12_345, "PKR 123.45"),
        ("JPY", 12_345, "JPY 12,345"),
        ("KWD", 12_345, "KWD 12.345"),
        ("PKR", -5, "PKR -0.05"),
    ],
)
def test_amounts_are_in_major_units_with_the_digits_of_their_currency(currency: str, minor: int, shown: str) -> None:
    assert amount(currency, minor) == f"\u2066{shown}\u2069"
    assert amount(currency, 0) == ""


def test_a_number_need_not_stand_in_argv(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[f"{LINKAGE}/Expand"] = keep(asked, pb.ExpandResponse())
    result = rabta("net", "expand", "CNIC:-", "--profile", hub_desk.profile(), *WHY, stdin="35202-1234567-1\n")
    assert pb.ExpandRequest.FromString(asked[0][1]).start[0].id == "CNIC:3520212345671"
    assert "nothing that you may know of" in result.stdout


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("IMEI:49-015420-323751-8", gp.NODE_KIND_DEVICE, "IMEI:490154203237518"),
        ("imei:49015420323751", gp.NODE_KIND_DEVICE, "IMEI:490154203237518"),
        ("DEVICE:IMEI:4901542032375101", gp.NODE_KIND_DEVICE, "IMEI:490154203237518"),
        ("IMSI:410 01 1234567890", gp.NODE_KIND_DEVICE, "IMSI:410011234567890"),
        ("VEHICLE:lea-1234", gp.NODE_KIND_VEHICLE, "LEA1234"),
        ("vehicle:LEB 16/1234", gp.NODE_KIND_VEHICLE, "LEB161234"),
    ],
)
def test_a_handset_or_vehicle_is_named_as_people_write_it(typed: str, kind: gp.NodeKind, number: str) -> None:
    found = node(typed)
    assert found == gp.NodeKey(kind=kind, id=number)
    assert node(name(found).strip("\u2066\u2069")) == found, "as it is shown it can be typed again"


def test_json_and_csv_are_data_alone(hub_desk: HubThread) -> None:
    result, _ = net(hub_desk, "WhyLinked", "--output", "json")
    assert json.loads(result.stdout)["answer"]["edges"][0]["id"] == "e1"
    result, _ = net(hub_desk, "WhyLinked", "--output", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert rows[0][0] == "About"
    assert rows[0][1].startswith(f"{MAN.id}, PHONE:+923001234567; ")
    at = rows.index(["Evidence"])
    assert (rows[at + 1][0], rows[at + 2][0], rows[at + 3]) == ("when", "2023-11-15T03:13:20+05:00", [])
    at = rows.index(["Hidden records"])
    assert rows[at + 1 :][0][0] == "hidden"
    assert rows[at + 2][0] == "2"


def test_pictures_are_private_files_and_what_is_missing_is_said(hub_desk: HubThread, tmp_path: Path) -> None:
    found = pb.ExpandResponse(answer=answer())
    found.answer.pictures.add(format=gp.PICTURE_FORMAT_SVG, data=b"<svg/>")
    hub_desk.hub.bodies[f"{LINKAGE}/Expand"] = answers(found)
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    words = ("net", "expand", MAN.id, "--picture", svg, "--picture", png, "--output", "json")
    result = rabta(*words, "--profile", hub_desk.profile(), *WHY)
    assert svg.read_bytes() == b"<svg/>"
    assert svg.stat().st_mode & 0o077 == 0
    assert "not drawn" in result.stderr
    assert "pictures" not in json.loads(result.stdout)["answer"]


@pytest.mark.parametrize(
    "words",
    [
        ("expand", "NOBODY:1"),
        ("expand", "PHONE:"),
        ("expand", "CNIC:12"),
        ("expand", "IMEI:490154203237519"),
        ("expand", "IMSI:12"),
        ("expand", "VEHICLE:1234"),
        ("expand", "PHONE:+923001234567", "--picture", "a.gif"),
        ("expand", "PHONE:+923001234567", "--edge", "dreamt"),
        ("expand", "PHONE:+923001234567", "--from", "yesterday"),
        ("trace", "IBAN:PK36SCBL0000001123456702", "--direction", "sideways"),
    ],
)
def test_what_is_mistyped_is_a_mistake_of_usage(hub_desk: HubThread, words: tuple[str, ...]) -> None:
    rabta("net", *words, "--profile", hub_desk.profile(), *WHY, code=2)


def test_the_queue_shows_both_and_what_speaks_for_one_person(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    said = {"field": "name", "level": "rare", "bits": 8.25, "text": f"the names agree {EVIL}", "text_ur": "نام ملتا ہے"}
    man = gp.Node(key=MAN, label="Amjad", label_ur="امجد")
    other = gp.Node(key=gp.NodeKey(kind=MAN.kind, id=MAN.id + "2"), label="Amjad Ali")
    found = link_pb2.ListLinkReviewsResponse(
        reviews=[{"one": man, "other": other, "bits": 17.25, "grounds": [said], "model": "1+abc", "proposed_ms": 1}],
        next_page_token="page-2",
    )
    hub_desk.hub.bodies[f"{LINKAGE}/ListLinkReviews"] = keep(asked, found)
    words = ("link", "review", "--profile", hub_desk.profile(), *WHY, "--page-token", "page-1", "--limit", 7)
    result = rabta(*words)
    for word in ("17.2", "Amjad Ali", "the names agree", "(+8.2)", "1+abc", MAN.id + "2"):
        assert word in result.stdout, word
    assert "\x1b[31m" not in result.stdout
    assert "page-2" in result.stderr
    assert "نام ملتا ہے" in rabta(*words, "--language", "ur").stdout
    request = link_pb2.ListLinkReviewsRequest.FromString(asked[0][1])
    assert (request.page_token, request.page_size) == ("page-1", 7)


@pytest.mark.parametrize(("reason", "code"), [("GRAPH_BEHIND", 1), ("GRAPH_UNAVAILABLE", 1), ("OWN_OR_KIN", 3)])
def test_refusals_end_as_everywhere(hub_desk: HubThread, reason: str, code: int) -> None:
    hub_desk.hub.bodies[f"{LINKAGE}/Expand"] = refuses(reason)
    result = rabta("net", "expand", MAN.id, "--profile", hub_desk.profile(), *WHY, code=code)
    assert f"refused: {reason}" in result.stderr


def decision() -> link_pb2.LinkDecision:
    return link_pb2.LinkDecision(
        id="d1", one=MAN, other=PHONE, sign=link_pb2.LINK_SIGN_SAME, by="pk.fia/fia-1", why=EVIL, decided_ms=1,
        model="1+abc", bits=17.25,
    )  # fmt: skip


def test_decisions(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    ground = link_pb2.LinkGround(field="name", one="Amjad", other="Amjad Ali", agrees=True)
    found: dict[str, tuple[list[str], Message]] = {
        "ListLinkCandidates": (
            ["candidates", MAN.id],
            link_pb2.ListLinkCandidatesResponse(candidates=[{"rule": "shared-number/1", "grounds": [ground]}]),
        ),
        "DecideLink": (
            ["decide", MAN.id, MAN.id + "2", "same", "--why", "the same face"],
            link_pb2.DecideLinkResponse(decision=decision()),
        ),
        "UndoLink": (["undo", "d1", "--why", "another face"], link_pb2.UndoLinkResponse(decision=decision())),
        "ExplainLink": (
            ["explain", MAN.id, MAN.id + "2"],
            link_pb2.ExplainLinkResponse(decisions=[decision()], grounds=[ground]),
        ),
    }
    for method, (words, answer_) in found.items():
        hub_desk.hub.bodies[f"{LINKAGE}/{method}"] = keep(asked, answer_)
        out = rabta("link", *words, "--profile", hub_desk.profile(), *WHY).stdout
        assert "\x1b[31m" not in out
        assert ("d1" in out and "17.2" in out and "1+abc" in out) or method == "ListLinkCandidates"
        for form in ("json", "csv"):
            rabta("link", *words, "--profile", hub_desk.profile(), *WHY, "--output", form)
    request = link_pb2.DecideLinkRequest.FromString(asked[3][1])
    assert (request.sign, request.why) == (link_pb2.LINK_SIGN_SAME, "the same face")


def test_a_decision_says_where_no_model_compared_the_two(hub_desk: HubThread) -> None:
    made = decision()
    made.model, made.bits, made.scoring = "", 0.0, link_pb2.LINK_SCORING_NOT_COMPARED
    hub_desk.hub.bodies[f"{LINKAGE}/UndoLink"] = answers(link_pb2.UndoLinkResponse(decision=made))
    words = ("link", "undo", "d1", "--why", "another face", "--output", "csv")
    out = rabta(*words, "--profile", hub_desk.profile(), *WHY).stdout
    assert "not compared" in out
    assert "17.2" not in out


MARCH = 1_709_233_200_000
"""1 March 2024 at midnight in Karachi."""


def dated() -> pb.TraceMoneyResponse:
    """Two transfers of one day of which no time is known, and an account that was not followed."""
    keys = [gp.NodeKey(kind=gp.NODE_KIND_ACCOUNT, id=f"MEZN:{number}") for number in range(3)]
    found = pb.TraceMoneyResponse(trails=[pb.Path(nodes=keys, edges=["t1", "t2"], unordered=[1], loose=[1])])
    for number in (1, 2):
        found.answer.edges.add(
            id=f"t{number}", kind=gp.EDGE_KIND_TRANSFERRED, start=keys[number - 1], end=keys[number], at_ms=MARCH,
            until_ms=MARCH + 86_399_999, amount_minor=500, currency="PKR",
        )  # fmt: skip
        found.steps.add(edge=f"t{number}", from_step=number - 1, hop=number, carried_minor=500, unordered=number == 2)
    found.unfollowed.add(account=keys[2], hop=3, transfers=900, why=pb.UNFOLLOWED_WHY_HUB)
    found.unfollowed.add(account=keys[2], hop=3, why=17)  # of a later hub
    return found


@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_an_order_that_is_not_known_is_said_in_every_form(hub_desk: HubThread, output: str) -> None:
    hub_desk.hub.bodies[f"{LINKAGE}/TraceMoney"] = answers(dated())
    result = rabta("net", *ANSWERS["TraceMoney"][0], "--profile", hub_desk.profile(), *WHY, "--output", output)
    if output == "json":
        said = json.loads(result.stdout)
        assert (said["trails"][0]["unordered"], said["trails"][0]["loose"]) == ([1], [1])
        assert [step["unordered"] for step in said["steps"]] == [False, True]
        return
    assert "order within the day not known" in result.stdout
    assert "2024-03-01" in result.stdout
    assert "2024-03-01T" not in result.stdout.partition("2024-03-01")[2], "no time that nobody knows"
    assert "too busy to be followed beyond" in result.stdout
    assert "--min-amount" in result.stderr
    said = marks(dated().trails[0], False)
    assert said == " (step 2: order within the day not known; step 2: may lie further apart than asked)"


def test_a_least_amount_travels_in_minor_units(hub_desk: HubThread) -> None:
    _, raw = net(hub_desk, "TraceMoney", "--min-amount", "50000.5")
    assert pb.TraceMoneyRequest.FromString(raw).least_minor == 5_000_050
