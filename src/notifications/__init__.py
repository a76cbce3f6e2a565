"""Letters, invitations, replies, feeds, webhooks."""
