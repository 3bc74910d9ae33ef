-- Calls under a token, and under another where it is given, past one, within times, oldest first.
select e.id, e.origin, e.idx, e.body, e.withheld from mark m join entry e on e.id = m.entry
where m.token = ?1 and m.entry > ?2 and (?3 = x'' or exists (
    select 1 from mark o where o.token = ?3 and o.entry = m.entry))
and e.time_ms >= ?4 and (?5 = 0 or e.time_ms < ?5) order by m.entry limit ?6
