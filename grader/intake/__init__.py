"""Take in what a class hands in: whose files they are, which of them make up the submission, or why there is none."""
