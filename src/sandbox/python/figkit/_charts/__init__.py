"""How axes and bars are found and read; the functions for callers are in axes.py and bars.py."""
