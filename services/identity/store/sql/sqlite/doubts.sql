-- How many of a kind.
select count(*) from doubt where agency = ? and person = ? and kind = ?
