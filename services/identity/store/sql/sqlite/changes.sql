-- An agencys feed past a sequence.
select sequence, body from feed where agency = ? and sequence > ? order by sequence limit ?
