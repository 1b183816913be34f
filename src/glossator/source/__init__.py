"""Stage 1: from a witness's text to lines that know where they came from."""
