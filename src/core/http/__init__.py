"""What every router shares: work per request, problems, ETags, pages, idempotency."""
