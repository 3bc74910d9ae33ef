-- Flags on them.
DELETE FROM flag WHERE record IN (SELECT record FROM head WHERE status = 'EXPUNGED')
