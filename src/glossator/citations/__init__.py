"""Which work is meant: the normalized bibliography, the citations in the notes, and how a work is written down."""
