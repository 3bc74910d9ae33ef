-- Statements of an agency (empty: of all) past one, between two days (empty: without bound), in order.
select agency, number, day, sha256, received_ms, body from refusals
where (?1 = '' or agency = ?1) and (agency, number) > (?2, ?3) and day >= ?4 and (?5 = '' or day <= ?5)
order by agency, number
