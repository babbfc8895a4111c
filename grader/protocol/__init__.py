"""What may cross between the examiner and a candidate."""
