-- Each job of a commit group stands or falls alone.
SAVEPOINT job
