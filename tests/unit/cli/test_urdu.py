"""Answers in Urdu are in Urdu: headings, kinds, roles, standing, what conflicts are about. Another language is refused."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import link_pb2 as lp
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.record_pb2 import PARTY_ROLE_ACCUSED, RECORD_STATUS_CORRECTED

from services.access.details import Details
from services.cli import net_show, show, show_history, show_persons, table
from services.cli.heading import Heading
from services.cli.options import Output
from services.client.profile import ProfileError, load_profile
from services.draw import table_words as words
from services.listing import links
from services.records.app import hits
from services.records.flag_words import FLAGS_UR
from services.records.law import ruling
from services.records.law.rule import Finding
from services.records.timeline.conflicts import _ONCE
from services.values.records import Action
from services.vocabulary.record_readings import EVENTS
from tests.arch.tree import sources
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, WHY, answers, rabta

URDU = re.compile("[\u0600-\u06ff]")
HEAD = Heading(
    "CNIC -", "fia-1042, pk.fia", 1_700_000_000_000, Details("TRIAL", "CRPC_CASE", "", "HISTORY", "FIR", "1")
)
HEADERS = (
    show.HITS, show_history.CASES, show_history.TIMELINE, show_history.CONFLICTS, net_show.NODES, net_show.EDGES,
    net_show.STUBS, links.DECISIONS, links.GROUNDS, show_persons.CANDIDATES, show_persons.LINKS,
)  # fmt: skip


def bare(text: str) -> str:
    """Without what is isolated: names, numbers and codes as they are."""
    return re.sub("\u2066[^\u2069]*\u2069", "", text)


def calls(function: str, path: str) -> set[str]:
    """First arguments, where they are words, of calls in a file."""
    (source,) = (one for one in sources() if one.path == path)
    return {
        node.args[0].value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == function
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def test_every_heading_and_title_of_an_answer_has_its_urdu() -> None:
    assert {name for header in HEADERS for name in header} <= words.HEADINGS.keys()
    titles = set[str]()
    for path in (*(f"cli/{name}" for name in ("show", "show_history", "show_persons", "net_show")), "listing/links"):
        for function in ("Part", "tabled", "paths", "groups"):
            titles |= calls(function, f"services/{path}.py")
    for function in ("show.paths", "show.groups"):
        titles |= calls(function, "services/cli/net.py")
    assert len(titles) >= 12
    assert titles - {"Hidden records", "Banners"} <= words.TITLES.keys(), "these two stand in CSV alone"
    assert all(URDU.search(text) for table in (words.TITLES, words.FIELDS) for text in table.values())
    assert all(URDU.search(text) for name, text in words.HEADINGS.items() if name)


def test_every_sentence_has_the_same_figures_in_both_languages() -> None:
    for english, urdu in words._TEXTS.values():
        assert URDU.search(urdu)
        assert set(re.findall(r"{(\w+)}", english)) | {"full"} == set(re.findall(r"{(\w+)}", urdu)) | {"full"}


def test_what_a_conflict_or_a_ground_is_about_has_its_urdu() -> None:
    about = calls("Conflict", "services/records/timeline/conflicts.py") | calls(
        "LinkGround", "services/linkage/app/compare.py"
    )
    steps = {f"date of {EVENTS[step][0]}" for step in _ONCE if step != "FIR"} | {"date of FIR", "date of arrest"}
    for name in about | steps | {"name", "name_ur", "father"}:
        assert URDU.search(words.field(name, urdu=True)), name
        assert not re.search("[a-z]", words.field(name, urdu=True)), name
    assert words.field("birth", urdu=False) == "birth"


def test_a_history_in_urdu_has_no_english_of_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    answer = hp.History(later=2)
    for _ in range(9):
        case = answer.cases.add(owner="pk.fia", role=PARTY_ROLE_ACCUSED, standing=hp.STANDING_ACCUSATION)
        case.finality = hp.FINALITY_UNDER_APPEAL
        line = answer.timeline.add(valid_from="2024-01-01", owner="pk.fia", text="arrested", text_ur="گرفتار")
        line.standing, line.status = hp.STANDING_ALLEGATION, RECORD_STATUS_CORRECTED
    answer.conflicts.add(field="birth").sides.add(value="1990", owner="pk.fia")
    answer.hits.add(owner="pk.prisons")
    for full in (True, False):
        show_history.history(answer, Output.TABLE, "ur", HEAD, full=full)
        assert re.findall("[A-Za-z]{2,}", bare(capsys.readouterr().out.replace("fia-1042, pk.fia", ""))) == [
            *re.findall(
                "[A-Za-z]{2,}", " ".join(text for _, text in HEAD.rows(urdu=True)[:3]).replace("fia-1042, pk.fia", "")
            ),
            *(["FIR"]),
        ]
    show_history.history(hp.History(), Output.TABLE, "ur", HEAD)
    assert "ایسا کوئی اندراج نہیں" in capsys.readouterr().out


def test_every_rule_says_in_urdu_what_it_finds() -> None:
    rules = {rule.id for rule in ruling.RULES} | {each.rule.id for each in ruling.ABSENCES}
    assert rules == FLAGS_UR.keys()
    assert all(URDU.search(text) and not re.search("[A-Za-z]", text) for text in FLAGS_UR.values())
    some = next(iter(ruling.RULES))
    flag = ruling.flag_of(some, Finding("agencies/pk.fia/records/r/versions/1", "", "english"))
    assert bare(flag.text_ur) != ""
    assert not re.search("[0-9]", bare(flag.text_ur))


def test_outcomes_and_flags_are_shown_in_urdu_where_the_hub_says_them_so() -> None:
    answer = hp.History()
    answer.cases.add(outcome="acquitted (s. 265-K)", outcome_ur="بری (دفعہ \u2066265-K\u2069)")
    answer.cases.add(outcome="of an older hub")
    answer.timeline.add().flags.add(text="late", text_ur="تاخیر سے", source="CrPC s. 61, V")
    assert [row[5] for row in show_history.case_rows(answer, urdu=True)] == [
        answer.cases[0].outcome_ur,
        "of an older hub",
    ]
    assert [row[5] for row in show_history.case_rows(answer)] == ["acquitted (s. 265-K)", "of an older hub"]
    assert show_history.timeline_rows(answer, urdu=True)[0][6] == "تاخیر سے (CrPC s. 61, V)"
    assert show_history.timeline_rows(answer, urdu=False)[0][6] == "late (CrPC s. 61, V)"


def test_link_in_urdu(hub_desk: HubThread) -> None:
    found = lp.ExplainLinkResponse()
    one, other = (gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id=f"agencies/pk.fia/records/r{n}") for n in (1, 2))
    decision = found.decisions.add(id="d1", sign=lp.LINK_SIGN_SAME, by="pk.fia/fia-1042", why="وجہ")
    decision.one.CopyFrom(one)
    found.grounds.add(field="father", one="Ali", other="Ali Khan", agrees=True)
    hub_desk.hub.bodies[f"{LINKAGE}/ExplainLink"] = answers(found)
    given = ("link", "explain", one.id, other.id, "--profile", hub_desk.profile(), *WHY)
    out = rabta(*given, "--language", "ur", env={"COLUMNS": "200"}).stdout
    for word in ("فیصلہ کنندہ", "ایک ہی شخص", "ولدیت", "ہاں", "بنیادیں"):
        assert word in out
    assert not {"decided by", "Decisions", "Grounds", "father"} & set(re.split(r"\s{2,}|│|┃|\n", out))
    english = rabta(*given, env={"COLUMNS": "200"}).stdout
    assert "decided by" in english
    assert "same" in english


def test_sides_of_a_conflict_are_told_in_urdu_and_names_as_written() -> None:
    answer = hp.History()
    for number, (text, urdu) in enumerate(
        [("admitted to prison", "جیل میں داخل"), ("left the country", "ملک سے روانہ")]
    ):
        answer.timeline.add(version=f"v{number}", text=text, text_ur=urdu)
    for field, values in {
        "whereabouts": ["admitted to prison", "left the country"],
        "gender": ["M", "F"],
        "birth": ["1990", "1991-01-01 to 1991-12-31"],
        "name": ["M", "Ali Raza"],
    }.items():
        conflict = answer.conflicts.add(field=field)
        for number, value in enumerate(values):
            conflict.sides.add(value=value, owner="pk.fia", version=f"v{number}")
    told = [row[1] for row in show_history.conflict_rows(answer, urdu=True)]
    assert told[:4] == ["جیل میں داخل", "ملک سے روانہ", "مرد", "عورت"]
    assert (told[4], bare(told[5]).strip(), told[6:]) == ("1990", "تا", ["M", "Ali Raza"])
    english = [row[1] for row in show_history.conflict_rows(answer)]
    assert english == [side.value for conflict in answer.conflicts for side in conflict.sides]


def test_an_action_and_its_caution_are_told_in_urdu_where_their_words_are_the_hubs() -> None:
    answer = hp.History()
    for action in (
        hits.CHILD,
        hits.MISUSE_CLAIMED,
        Action("ARREST", "ARMED, VIOLENT"),
        Action("", "asks for Ali, ARMED"),
    ):
        hit = answer.hits.add(owner="pk.prisons")
        hit.action.action, hit.action.caution = action.action, action.caution
    rows = [row[3:] for row in show.hit_rows(answer.hits, urdu=True)]
    assert all(URDU.search(word) and not re.search("[A-Za-z]", word) for row in rows[:3] for word in row)
    assert rows[2] == ("گرفتار کریں", "مسلح، پُرتشدد")
    assert rows[3] == ("", "asks for Ali, ARMED"), "what an agency wrote"
    assert show.hit_rows(answer.hits)[0][3:] == ("CHILD", "call the desk")


@pytest.mark.parametrize(
    "command", [("history",), ("search",), ("check",), ("find",), ("net", "why", "CNIC:-", "PHONE:-")]
)
def test_another_language_is_refused_before_anything_is_asked(hub_desk: HubThread, command: tuple[str, ...]) -> None:
    result = rabta(*command, "--profile", hub_desk.profile(), *WHY, "--language", "fr", code=2)
    assert "en or ur" in result.stderr
    assert hub_desk.hub.ran == []


def test_a_profile_in_another_language_is_refused(hub_desk: HubThread, tmp_path: Path) -> None:
    profile = hub_desk.profile()
    text = profile.read_text("utf-8")
    changed = profile.with_name("french.toml")
    changed.write_text(f'{re.sub("^language.*$", "", text, flags=re.MULTILINE)}\nlanguage = "fr"\n', "utf-8")
    changed.chmod(0o600)
    with pytest.raises(ProfileError, match="en or ur"):
        load_profile(changed)
