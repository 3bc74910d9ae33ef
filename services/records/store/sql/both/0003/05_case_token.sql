-- What they were found by.
DELETE FROM case_token WHERE record IN (SELECT record FROM head WHERE status = 'EXPUNGED')
