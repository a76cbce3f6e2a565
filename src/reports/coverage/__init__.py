"""Coverage and the matrix: how they look from outside."""
