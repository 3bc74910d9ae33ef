-- Numbers by outcome, those that wait, and persons by what became of their documents.
SELECT CASE outcome WHEN 'TOKEN' THEN 'tokens' ELSE lower(outcome) END, count(*) FROM number WHERE outcome <> '' GROUP BY outcome
UNION ALL SELECT 'waiting', count(*) FROM waiting
UNION ALL SELECT 'blocked', count(*) FROM person WHERE blocked = 1
UNION ALL SELECT 'deceased', count(*) FROM person WHERE deceased = 1
