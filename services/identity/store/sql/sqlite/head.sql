-- Newest sequence of an agencys feed.
select coalesce(max(sequence), 0) from feed where agency = ?
