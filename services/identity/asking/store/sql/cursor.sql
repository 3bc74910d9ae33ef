-- Of the registry's changes.
SELECT feed, epoch, sequence FROM state
