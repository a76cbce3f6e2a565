"""Read-only answers: coverage, matrix, overdue, the implementation report."""
