"""What every store needs: whose fault an error is, who may open a new file, SQL in files by dialect, counts."""
