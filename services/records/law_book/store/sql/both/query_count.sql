-- How many queries an officer put since then: one stands under each number of its case.
-- ?1 officer, ?2 at_ms
SELECT count(*) FROM (SELECT DISTINCT token, at_ms FROM desk_query WHERE officer = ?1 AND at_ms > ?2)
