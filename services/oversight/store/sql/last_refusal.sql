-- The newest statement of an agency.
select number, sha256, day from refusals where agency = ?1 order by number desc limit 1
