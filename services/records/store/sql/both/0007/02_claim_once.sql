-- Equal claims merge; what oversight alone is told stands once for each record that says it.
CREATE UNIQUE INDEX claim_once ON claim (fact, record, owner, (CASE WHEN record = 0 THEN source ELSE 0 END))
