-- What an agency wants next: what its readers asked about comes before what its records bear.
CREATE INDEX IF NOT EXISTS wanted_turn ON wanted (agency, of_record, place)
