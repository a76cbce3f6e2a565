"""How resolutions hang together: cited, renewed, superseded, compared."""
