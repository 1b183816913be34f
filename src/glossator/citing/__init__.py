"""How readers cite a place of an edition: places and their printed pages, the cited work, styles, forms to fill in."""
