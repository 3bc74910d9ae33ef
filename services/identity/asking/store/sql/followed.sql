-- Change of the records.
SELECT followed FROM state
