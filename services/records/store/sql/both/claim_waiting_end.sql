-- A claim waits no longer. ?1 speaker, ?2 fact, ?3 record, ?4 owner, ?5 source
DELETE FROM claim_waiting WHERE speaker = ?1 AND fact = ?2 AND record = ?3 AND owner = ?4 AND source = ?5
