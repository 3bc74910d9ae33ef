"""Questions to the owner of a record about a hit, with desks, clocks and escalation; releases of single records."""
