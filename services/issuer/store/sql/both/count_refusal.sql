-- So many refusals more, at most 32 bits in all.
-- ?1 day, ?2 officer, ?3 reason, ?4 case, ?5 beyond, ?6 count
INSERT INTO refused (day, officer, reason, "case", beyond, count)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (day, officer, reason, "case", beyond) DO UPDATE SET count = CASE
    WHEN refused.count + excluded.count > 4294967295 THEN 4294967295
    ELSE refused.count + excluded.count
END
