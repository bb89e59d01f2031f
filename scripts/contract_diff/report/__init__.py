"""What is found, what was agreed to, and every form in which a report is written."""
