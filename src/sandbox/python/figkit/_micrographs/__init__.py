"""How objects and scale bars are found and measured.

The functions for callers are in segment.py, count.py, measure.py and scale_bar.py.
"""
