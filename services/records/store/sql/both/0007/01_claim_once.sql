-- One row for each whom a claim or notice is put before.
DROP INDEX claim_once
