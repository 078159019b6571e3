"""A label's life: a decision and the events so far give the next event, the credential and the papers."""
