"""Witness against witness: where the texts of one book differ, word by word."""
