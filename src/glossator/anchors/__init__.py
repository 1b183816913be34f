"""Stage 2b: every citable unit gets its address."""
