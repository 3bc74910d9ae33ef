-- Records in an offender's role were classed without what their writers are to the case: each is judged again.
INSERT INTO raised (record, until_ms)
SELECT head.record, 0 FROM head JOIN policy_class ON policy_class.id = head.own
WHERE head.status IN ('ACTIVE', 'CORRECTED') AND (
  policy_class.attributes LIKE '%"role":"ACCUSED"%' OR policy_class.attributes LIKE '%"role":"SUSPECT"%'
  OR policy_class.attributes LIKE '%"role":"LISTED"%'
)
ON CONFLICT (record) DO UPDATE SET until_ms = 0
