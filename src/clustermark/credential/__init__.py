"""The label as a signed Open Badges 3.0 document that anyone can verify offline."""
