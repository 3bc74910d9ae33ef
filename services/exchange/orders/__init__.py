"""Orders to erase, given to whom copies went and carried out where they came: with a receipt for each."""
