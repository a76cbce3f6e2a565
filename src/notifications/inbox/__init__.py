"""What comes in: messages read, judged and acted upon, once each."""
