"""What an organisation is told: its report and its certificate, as PDF and as a page, in either language."""
