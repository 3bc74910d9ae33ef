-- One read transaction: attributes and bodies come from the same moment.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY
