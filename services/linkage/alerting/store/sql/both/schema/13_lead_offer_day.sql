-- How much an agency has offered in a day.
CREATE INDEX IF NOT EXISTS lead_offer_day ON lead_offer (agency, day)
