-- All plans, what was counted by them, and where that is lost what the log says was.
SELECT plan, release, sha256 FROM release LEFT JOIN given_before ON given_before.name = release.name
ORDER BY number
