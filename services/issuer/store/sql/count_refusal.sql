-- One refusal more.
INSERT INTO refused (day, officer, reason, "case", beyond, count)
VALUES (:day, :officer, :reason, :case, :beyond, :count)
ON CONFLICT (day, officer, reason, "case", beyond) DO UPDATE SET count = min(count + excluded.count, 4294967295);
