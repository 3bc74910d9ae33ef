-- One more.
insert or ignore into unknown (agency, day, token) values (?, ?, ?)
