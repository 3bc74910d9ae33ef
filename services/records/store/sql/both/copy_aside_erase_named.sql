-- What is kept aside of a record, but for the reason. ?1 agency, ?2 record id
UPDATE copy_aside
SET body = x''
WHERE record_id = ?2 AND agency = ?1
