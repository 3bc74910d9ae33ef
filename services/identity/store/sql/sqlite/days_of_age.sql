-- Questions of age about a person of the last year, over all agencies: all, those equal to this one, and those of the
-- agency.
-- ?1 person, ?2 question, ?3 agency, ?4 epoch ms.
select count(distinct question), count(case when question = ?2 then 1 end), count(case when agency = ?3 then 1 end)
from doubt where person = ?1 and kind = 'age' and at_ms > ?4
