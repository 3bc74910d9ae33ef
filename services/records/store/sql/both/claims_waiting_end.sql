-- What rests on these records waits no longer. ?1 sources (list)
DELETE FROM claim_waiting WHERE source IN (SELECT j.value FROM numbers(?1) AS j)
