"""The nouns of the warehouse and their rules. Imports the standard library and the field's value libraries only."""
