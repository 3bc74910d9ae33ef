-- How far a log was looked through.
select size from followed where origin = ?1
