"""A first call: `python examples/first_call.py PROFILE TYPE:KEY CNIC` prints a verified history, oldest line first."""

import sys

from rabta.client import Hub, Identifier, Reason

profile, case, cnic = sys.argv[1:]

with Hub.from_profile(profile) as hub:
    history = hub.history(Identifier("CNIC", cnic), Reason("INVESTIGATE_CASE", "CRPC_CASE", case)).value

for line in history.timeline:
    print(line.valid_from, line.owner, line.grade, line.standing, line.text)
for hit in history.hits:
    print("ask", hit.owner, hit.desk.phone if hit.desk else "")
