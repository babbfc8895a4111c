"""Take in what a class hands in: whose files, which of them make the submission, and why there is none."""
