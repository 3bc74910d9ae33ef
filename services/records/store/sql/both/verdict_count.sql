-- Oversight decided once more.
UPDATE verdict_head SET number = number + 1
