"""Persons: the authority file, the names of persons in the text, the printed index and its audit."""
