"""How the report of a body looks."""
