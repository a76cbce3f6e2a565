"""The implementation report, in every format."""
