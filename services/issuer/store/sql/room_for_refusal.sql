-- Whether this row is there; how many rows the day has, and how many cases are named for the officer.
SELECT
  EXISTS (SELECT 1 FROM refused WHERE day = :day AND officer = :officer AND reason = :reason AND "case" = :case AND beyond = 0),
  (SELECT count(*) FROM refused WHERE day = :day),
  (SELECT count(*) FROM refused WHERE day = :day AND officer = :officer AND "case" <> '');
