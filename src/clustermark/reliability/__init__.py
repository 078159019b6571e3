"""How far assessors agree, measured from what they first signed."""
