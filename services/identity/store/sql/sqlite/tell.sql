-- The next of an agencys feed.
insert into feed (agency, sequence, body) values (?, ?, ?)
