"""Tables are taken whole or refused with their line and column, and never with what stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from school_warning import tables
from school_warning.values import Attendance, Closing, Mark, Period, Pupil, Sex, Standing

CALENDAR = "district,from,to,kind\n"
REGISTER = "token,household,sex,standing\n"
MARKS = "school,class,token,mark\n"
ROSTER = "officer,body\n"
KNOWN = "PUPILAAX"


def read_marks(path: Path) -> dict[str, Attendance]:
    return tables.marks(path, {KNOWN}, {"GPS-1"})


def read_schools(path: Path) -> dict[str, str]:
    return tables.schools(path, {"SUKKUR"})


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_table_is_read(tmp_path: Path) -> None:
    day = date(2027, 3, 9)
    assert tables.calendars(written(tmp_path, CALENDAR + "SUKKUR,2027-03-09,2027-03-09,EXAM\n")) == {
        "SUKKUR": [Period(day, day, Closing.EXAM)]
    }
    assert tables.register(written(tmp_path, REGISTER + f"{KNOWN},,F,LEFT\n")) == {
        KNOWN: Pupil(KNOWN, "", Sex.F, Standing.LEFT)
    }
    assert read_marks(written(tmp_path, MARKS + f"GPS-1,4A,{KNOWN},ABSENT\n")) == {
        KNOWN: Attendance("GPS-1", "4A", Mark.ABSENT)
    }
    assert tables.officers(written(tmp_path, ROSTER + "W-7,WELFARE\nC-1,CHILD_PROTECTION\n")) == {
        "W-7": "WELFARE",
        "C-1": "CHILD_PROTECTION",
    }
    assert read_schools(written(tmp_path, "school,district\nGPS-1,SUKKUR\n")) == {"GPS-1": "SUKKUR"}


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (tables.calendars, "district,from,to\n", "line 1: columns must be district,from,to,kind"),
        (tables.calendars, "", "line 1: columns"),
        (tables.calendars, CALENDAR + "SUKKUR,2027-03-09,2027-03-08,EXAM\n", "line 2: to"),
        (tables.calendars, CALENDAR + "SUKKUR,9 March,2027-03-08,EXAM\n", "line 2: from"),
        (tables.calendars, CALENDAR + "SUKKUR,2027-03-09,2027-03-09,STRIKE\n", "line 2: kind"),
        (tables.calendars, CALENDAR + "sukkur,2027-03-09,2027-03-09,EXAM\n", "line 2: district"),
        (tables.calendars, CALENDAR + "SUKKUR,2027-03-09\n", "line 2: 2 cells, not 4"),
        (tables.calendars, CALENDAR.encode() + b"\xff\n", "UTF-8"),
        (tables.calendars, CALENDAR + '"SUKKUR"x\n', "no comma-separated values"),
        (tables.register, REGISTER + "4210112345671,,F,LEFT\n", "line 2: token"),
        (tables.register, REGISTER + "42101-1234567-1,,F,LEFT\n", "line 2: token"),
        (tables.register, REGISTER + "P4210112345671,,F,LEFT\n", "line 2: token"),
        (tables.register, REGISTER + "SHORT,,F,LEFT\n", "line 2: token"),
        (tables.register, REGISTER + f"{KNOWN},,F,LEFT\n" * 2, "line 3: token: twice"),
        (tables.register, REGISTER + f"{KNOWN},,GIRL,LEFT\n", "line 2: sex"),
        (tables.register, REGISTER + f"{KNOWN},,F,EXPELLED\n", "line 2: standing"),
        (tables.register, REGISTER + f"{KNOWN},the Khans,F,LEFT\n", "line 2: household"),
        (tables.officers, ROSTER + "SHO-1,POLICE\n", "line 2: body"),
        (read_schools, "school,district\nGPS-1,GHOTKI\n", "line 2: district: not in calendar.csv"),
        (read_marks, MARKS + "GPS-1,4A,PUPILZZX,ABSENT\n", "line 2: token: not in the register"),
        (read_marks, MARKS + f"GPS-2,4A,{KNOWN},ABSENT\n", "line 2: school: of no district"),
        (read_marks, MARKS + f"GPS-1,4A,{KNOWN},LATE\n", "line 2: mark"),
        (read_marks, MARKS + f"GPS-1,4A,{KNOWN},ABSENT\n" * 2, "line 3: token: twice"),
    ],
)
def test_a_table_with_a_fault_is_refused(
    tmp_path: Path, read: Callable[[Path], object], text: str | bytes, why: str
) -> None:
    with pytest.raises(tables.BadTable) as refused:
        read(written(tmp_path, text))
    assert why in str(refused.value)
    told = text if isinstance(text, str) else text.decode("latin-1")
    for line in told.splitlines()[1:]:
        first = line.split(",")[0].strip('"')
        assert first not in str(refused.value)
