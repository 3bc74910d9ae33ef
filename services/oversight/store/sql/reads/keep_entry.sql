-- A call that was answered or refused, sealed.
insert into entry(origin, idx, time_ms, agency, body, withheld) values (?1, ?2, ?3, ?4, ?5, ?6)
