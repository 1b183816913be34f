"""Stage 2: from lines to the document."""
