-- An answer.
insert or ignore into answered (agency, token, question, body, until_ms) values (?, ?, ?, ?, ?)
