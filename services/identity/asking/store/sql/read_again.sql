-- The records are to be read from the start for their numbers.
UPDATE state SET followed = 0
