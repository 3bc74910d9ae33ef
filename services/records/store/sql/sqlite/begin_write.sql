-- One writer at a time over all processes.
BEGIN IMMEDIATE
