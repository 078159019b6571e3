"""Run a label for good management: from answers to a decision that anyone can check."""
