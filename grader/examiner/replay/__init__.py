"""What a worker learns from the submissions that it has examined, to be faster on the next one."""
