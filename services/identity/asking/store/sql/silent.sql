-- The registry does not answer.
UPDATE state SET silent = 1
