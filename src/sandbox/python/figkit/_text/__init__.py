"""How words are found and recognised; the function for callers is in text.py."""
