"""What every SQLite file of a service needs: whose fault an error is, who may open a new file, SQL in files, counts."""
