"""From a text that was read to rows that a person reviews."""
