"""From an `Edition` to the pages of a static site."""
