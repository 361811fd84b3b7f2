"""`homeroom pair`: a round from a spreadsheet, or every reason why not."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operator.command import Outcome, homeroom
from tests.syntax import ROOT

MEMBERS = """\
id,name,timezone,hours,languages,interests,section,role,capacity,mode
ann,Ann,Europe/Berlin,Mon-Fri 18:00-21:00,en;de,chess,A,student,,
bob,Bob,America/New_York,Mon-Fri 12:00-15:00,en,chess;go,A,student,,live
cem,Cem,Europe/Istanbul,daily 20-22,en;tr,,B,student,,either
dai,Dai,Asia/Tokyo,Sat 03:00-05:00,ja,,B,student,,writing
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pair(members: str | bytes = MEMBERS, *words: str, **files: str) -> Outcome:
    """The command with these files, each given under its option's name."""
    Path("members.csv").write_bytes(members if isinstance(members, bytes) else members.encode())
    for name, text in files.items():
        Path(f"{name}.csv").write_text(text, "utf-8")
    given = [word for name in files for word in (f"--{name}", f"{name}.csv")]
    return homeroom("pair", "members.csv", "--out", "groups.csv", "--week", "2026-03-10", *given, *words)


def rows() -> list[list[str]]:
    with Path("groups.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def groups() -> set[frozenset[str]]:
    numbers = {row[0] for row in rows()[1:] if row[0]}
    return {frozenset(row[1] for row in rows() if row[0] == number) for number in numbers}


def together(*names: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in names}


def problems(*arguments: str | bytes, **files: str) -> list[str]:
    """What is wrong with these files. Nothing may have been written, and nothing looks like a crash."""
    outcome = pair(*arguments, **files)  # type: ignore[arg-type]
    *found, last = outcome.complained.splitlines()
    assert (2, "", False) == (outcome.status, outcome.said, Path("groups.csv").exists())
    assert f"homeroom: {len(found)} problem{'s' * (len(found) > 1)} to mend; nothing was written" == last
    return found


def test_people_who_can_meet_are_put_together_with_a_reason() -> None:
    outcome = pair()

    assert (0, "") == (outcome.status, outcome.complained)
    assert "groups.csv: 2 groups (2 of 2 people); with people who met before: 0." in outcome.said
    assert ["group", "id", "reason"] == rows()[0]
    assert together("ann bob", "cem dai") == groups()
    assert (
        "You are new to each other. You are usually free together for 10 hours a week. You share a language: en. "
        "You are in the same group: A. You share an interest: chess. Your clocks are 5 hours apart."
    ) == rows()[1][2]


def test_history_and_blocks_are_heeded() -> None:
    pair(history="round,date,id_a,id_b\n1,2026-02-23,bob,ann\n")
    assert frozenset(("ann", "bob")) not in groups()

    pair(blocks="id_a,id_b\nbob,ann\n", history="date,id_a,id_b\n2026-02-23,ann,cem\n")
    assert together("ann dai", "bob cem") == groups()


def test_the_latest_round_counts_most() -> None:
    """All have met: those are put together who did so longest ago, whichever way the rounds are told."""
    four = "id\na\nb\nc\nd\n"
    every = ["a,b", "c,d", "a,c", "b,d", "a,d", "b,c"]
    numbered = "".join(f"{number // 2 + 9},,{two}\n" for number, two in enumerate(every))
    dated = "".join(f",2026-0{3 - number // 2}-01,{two}\n" for number, two in enumerate(every))

    pair(four, history="round,date,id_a,id_b\n" + numbered)
    assert together("a b", "c d") == groups()
    pair(four, history="round,date,id_a,id_b\n" + dated)
    assert together("a d", "b c") == groups()
    assert all(row[2].startswith("You met once before, and meet once more.") for row in rows()[1:])


def test_reasons_are_explained_as_data_with_each_ones_own_clock() -> None:
    pair(MEMBERS, "--explain", "reasons.json", "--seed", "7")
    found = json.loads(Path("reasons.json").read_text("utf-8"))

    assert (7, "2026-03-10", 1.0) == (found["settings"]["seed"], found["settings"]["week"], found["proved"])
    assert 600 == found["groups"][0]["facts"]["minutes"]
    assert ["Ann", "Bob"] == [member["name"] for member in found["groups"][0]["members"]]
    assert ["Mon 18:00–20:00", "Mon 13:00–15:00"] == [m["free"][0] for m in found["groups"][0]["members"]]
    assert rows()[1][2] == found["groups"][0]["sentence"]
    assert [] == found["unplaced"]


def test_every_problem_is_said_at_once_with_its_line() -> None:
    found = problems(
        "id,timezone,hours,role,capacity,mode\n"
        "a,Europe/Berln,Mon 18-21,student,,\n"
        "\n"
        "a,,Mon 18-21,boss,x,loud\n"
        ",UTC,Foo 1-2,,,\n"
        "1.23457E+17,UTC,,,\n"
        "b,UTC,Mon 18-21,,,,Tue 18-21\n",
        history="round,date,id_a,id_b\nlast,2026-02-30,a,a\n1,,b,\n",
        blocks="one,two\na,b\n",
    )

    assert [
        "members.csv:2: timezone: there is no time zone Europe/Berln; did you mean Europe/Berlin?",
        "members.csv:4: the id a is already in line 2",
        "members.csv:4: hours are given, but no timezone",
        "members.csv:4: role: boss is none of student, mentor, staff",
        "members.csv:4: capacity: x is not a whole number from 0 to 50",
        "members.csv:4: mode: loud is none of live, writing, either",
        "members.csv:5: there is no id",
        "members.csv:5: hours: I don’t know the day in “foo”. Write it like this: Mon-Fri 18:00-21:00; Sat 09-12",
        "members.csv:6: the spreadsheet has shortened a long number; format its column as text, and save again",
        "members.csv:7: 7 cells, but 6 columns; put a cell that has the separator in it in quotes",
        "history.csv:2: date: 2026-02-30 is not a date like 2026-03-31",
        "history.csv:2: round: last is not a whole number",
        "history.csv:2: a is named twice",
        "history.csv:3: an id is missing",
        "blocks.csv:1: there is no column id_a (it may be called id a, a, id1, id 1, person a, first), only: one, two",
        "blocks.csv:1: there is no column id_b (it may be called id b, b, id2, id 2, person b, second), only: one, two",
    ] == found


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ("", "members.csv:1: the first line must name the columns, such as id"),
        ("id\n", "members.csv:1: there is nobody in it"),
        ("id,ID\na,b\n", "members.csv:1: there are two columns id"),
        ('id,name\na,"Ann\nb,Bob\n', "members.csv:2: unexpected end of data; is a quotation mark missing?"),
        (b"PK\x03\x04 and so on", "members.csv:1: this is a workbook; save it as CSV (“CSV UTF-8”) first"),
        (bytes(range(256)), "members.csv:1: "),
    ],
)
def test_what_is_no_list_of_people_is_refused(members: str | bytes, problem: str) -> None:
    [first, *_] = problems(members)
    assert first.startswith(problem)


SHEETS = {
    "a mark at the start": ("\ufeff" + MEMBERS).encode(),
    "semicolons": MEMBERS.replace(";", "/").replace(",", ";").encode(),
    "sep= as spreadsheets like it": b"sep=;\r\n" + MEMBERS.replace(";", "/").replace(",", ";").encode(),
    "UTF-16 with tabs": MEMBERS.replace(",", "\t").encode("utf-16"),
    "quotes and other ends of lines": "\r\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in MEMBERS.splitlines()
    ).encode(),
    "other names for columns": MEMBERS.replace(
        "id,name,timezone,hours", "E-Mail,Full Name,Time_Zone,AVAILABILITY"
    ).encode(),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_whatever_a_spreadsheet_saves_is_read(sheet: bytes) -> None:
    outcome = pair(sheet)

    assert (0, "") == (outcome.status, outcome.complained)
    assert together("ann bob", "cem dai") == groups()


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert ["members.csv:5: role: boss is none of student, mentor, staff"] == problems(
        'sep=,\nid,name,role\na,"Ann\nAnders",\nb,,boss\n'
    )


def test_no_cell_is_run_as_a_formula() -> None:
    pair('id\n=HYPERLINK("x")\n@bob\n-1\n+1\n')

    assert ["'+1", "'-1", '\'=HYPERLINK("x")', "'@bob"] == sorted(row[1] for row in rows()[1:])


def test_those_who_left_are_a_note_and_so_is_what_is_not_used() -> None:
    outcome = pair("id,hors\na,x\nb,y\n", history="round,id_a,id_b\n1,a,zed\n", blocks="id_a,id_b\nyan,b\n")

    assert 0 == outcome.status
    assert [
        "homeroom: members.csv: not used: hors",
        "homeroom: history.csv: not among the members (they may have left): zed",
        "homeroom: blocks.csv: not among the members (they may have left): yan",
    ] == outcome.complained.splitlines()


def test_whoever_has_no_group_is_named_with_the_reason() -> None:
    outcome = pair("id\na\nb\nc\n", blocks="id_a,id_b\na,b\na,c\n")

    assert "Without a group: a. Everybody else in this round is kept apart from this person." in outcome.said
    assert ["", "a", "Everybody else in this round is kept apart from this person."] == rows()[-1]
    assert together("b c") == groups()


def test_one_person_is_not_a_crash() -> None:
    outcome = pair("id\na\n")

    assert (0, 2) == (outcome.status, len(rows()))
    assert "Without a group: a. There is nobody else in this round." in outcome.said


def test_groups_and_mentors() -> None:
    pair("id\n" + "\n".join("abcdefghi"), "--size", "4")
    assert [4, 5] == sorted(map(len, groups()))
    pair("id\n" + "\n".join("abcdefghi"), "--size", "4", "--odd", "smaller")
    assert [3, 3, 3] == sorted(map(len, groups()))

    mentors = "id,role,capacity\nm,mentor,3\na,,\nb,,\nc,learner,\n"
    outcome = pair(mentors, "--kind", "mentors")
    assert (together("m a b c"), "") == (groups(), outcome.complained)
    assert "capacity only counts with --kind mentors" in pair(mentors).complained


def test_the_same_seed_gives_the_same_groups_in_whatever_order_the_lines_are() -> None:
    ids = [f"p{number:02}" for number in range(40)]

    def made(seed: str, *order: str) -> str:
        pair("id\n" + "\n".join(order), "--seed", seed, "--size", "3")
        return Path("groups.csv").read_text("utf-8")

    assert made("1", *ids) == made("1", *reversed(ids))
    assert made("1", *ids) != made("2", *ids)


def test_a_round_never_takes_the_place_of_what_it_was_made_from() -> None:
    Path("members.csv").write_text(MEMBERS, "utf-8")
    outcome = homeroom("pair", "members.csv", "--out", "./members.csv")

    assert (2, MEMBERS) == (outcome.status, Path("members.csv").read_text("utf-8"))
    assert "members.csv would be overwritten; write to another file" in outcome.complained


@pytest.mark.parametrize("words", [("nobody.csv", "--out", "groups.csv"), ("members.csv", "--out", "none/groups.csv")])
def test_a_file_that_is_not_there_is_one_line(words: tuple[str, ...]) -> None:
    Path("members.csv").write_text(MEMBERS, "utf-8")
    outcome = homeroom("pair", *words)

    assert (2, 1, ["members.csv"]) == (
        outcome.status,
        outcome.complained.count("\n"),
        [p.name for p in Path().iterdir()],
    )


def test_behind_a_link_the_file_is_written_and_the_link_stays() -> None:
    Path("members.csv").write_text(MEMBERS, "utf-8")
    Path("far").mkdir()
    Path("groups.csv").symlink_to("far/real.csv")
    homeroom("pair", "members.csv", "--out", "groups.csv")

    assert Path("groups.csv").is_symlink()
    assert Path("far/real.csv").read_text("utf-8-sig").startswith("group,id,reason")


def test_what_is_no_file_is_not_replaced_by_one() -> None:
    Path("members.csv").write_text(MEMBERS, "utf-8")
    os.mkfifo("pipe")
    pipe, dash = (homeroom("pair", "members.csv", "--out", name) for name in ("pipe", "-"))

    assert (2, "homeroom: pipe: this is no file; give it another name\n") == (pipe.status, pipe.complained)
    assert (2, "homeroom: -: give the file a name\n") == (dash.status, dash.complained)
    assert Path("pipe").is_fifo()
    assert ["members.csv", "pipe"] == sorted(path.name for path in Path().iterdir())


def test_when_one_file_cannot_be_written_none_is() -> None:
    outcome = pair(MEMBERS, "--explain", "none/reasons.json")

    assert (2, ["members.csv"]) == (outcome.status, [path.name for path in Path().iterdir()])


def test_it_runs_at_a_terminal() -> None:
    Path("members.csv").write_text(MEMBERS, "utf-8")
    words = [sys.executable, "-m", "bot", "pair", "members.csv", "--out", "groups.csv"]
    ran = subprocess.run(words, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False)

    assert (0, "") == (ran.returncode, ran.stderr)
    assert together("ann bob", "cem dai") == groups()


def test_what_was_written_is_history_for_the_next_round() -> None:
    """Four people meet each other in three rounds; in a fourth those who did so longest ago."""
    four, rounds, made = "id\n=a\nb\nc\nd\n", ["1.csv", "2.csv", "3.csv"], []
    for number, name in enumerate(rounds):
        outcome = pair(four, *as_history(*rounds[:number]))
        assert (0, "") == (outcome.status, outcome.complained)
        assert "with people who met before: 0." in outcome.said
        made.append(groups())
        Path("groups.csv").rename(name)

    pair(four, *as_history(*rounds))
    assert made[0] == groups()
    pair(four, *as_history(*reversed(rounds)))
    assert made[2] == groups()


def as_history(*names: str) -> list[str]:
    return [word for name in names for word in ("--history", name)]


def test_groups_of_several_rounds_may_stand_in_one_file_and_whoever_had_none_met_nobody() -> None:
    pair("id\na\nb\nc\nd\n", history="round,group,id\n1,1,a\n1,1,b\n1,2,c\n1,2,d\n2,1,a\n2,1,c\n2,,b\n2,,d\n")

    assert together("a d", "b c") == groups()
    Path("groups.csv").unlink()
    assert ["history.csv:3: an id is missing"] == problems("id\na\nb\n", history="group,id\n1,a\n1,\n")


def test_a_name_in_place_of_an_id_does_not_go_unheeded() -> None:
    people = "id,name\n1,Ann\n2,Bob\n"

    assert ["blocks.csv:2: Ann is a name; write the id, 1"] == problems(people, blocks="id_a,id_b\nAnn,2\n")
    assert ["history.csv:2: Bob is a name; write the id, 2"] == problems(people, history="group,id\n1,Bob\n")


def test_dates_are_read_as_spreadsheets_write_them_anew() -> None:
    four = "id\na\nb\nc\nd\n"
    pair(four, history="date;id_a;id_b\n1.2.2026;a;b\n01. 02. 2026;c;d\n08.02.2026;a;c\n08.02.2026;b;d\n")
    assert together("a d", "b c") == groups()
    Path("groups.csv").unlink()
    [wrong] = problems(four, history="date,id_a,id_b\n3/1/2026,a,b\n")
    assert "3/1/2026 may be one of two days; write 2026-03-31, or number the rounds" in wrong


def test_ids_that_differ_in_capitals_alone_are_worth_a_word() -> None:
    outcome = pair("id\nAnn@x.org\nann@x.org\nbob@x.org\n")

    assert "homeroom: members.csv: taken for different people: Ann@x.org, ann@x.org\n" == outcome.complained


@pytest.mark.parametrize(
    ("raw", "what"),
    [(b"\xd0\xcf\x11\xe0 and so on", "a workbook"), (b"%PDF-1.7", "a PDF"), (b"\n<!doctype html>", "a web page")],
)
def test_what_is_no_text_is_named(raw: bytes, what: str) -> None:
    assert [f"members.csv:1: this is {what}; save it as CSV (“CSV UTF-8”) first"] == problems(raw)
