-- A claim is no age any more: those that go on protecting for a time do so as a word for a time does (ADR 166).
UPDATE kept_age SET juvenile = 'POSSIBLE' WHERE juvenile = 'CLAIMED'
