"""Where one stands among peers, and what of it may be shown."""
