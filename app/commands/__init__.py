"""Everything the user can do, declared as data without Qt."""
