-- A question, with when it was asked first.
insert or ignore into doubt (agency, person, kind, question, at_ms) values (?, ?, ?, ?, ?)
