-- The records of the list that is held.
SELECT record, body FROM hit_heard
