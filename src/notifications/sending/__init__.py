"""How letters leave: claimed, sent, tried again."""
