-- How far each agency told.
select r.agency, max(number), min(day), max(day), count(*), coalesce(a.count, 0)
from refusals r left join refusals_altered a on a.agency = r.agency group by r.agency
