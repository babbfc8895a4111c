"""What a worker learns from the submissions that it has examined, so that the next one is quicker."""
