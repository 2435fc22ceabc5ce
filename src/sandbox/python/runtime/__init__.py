"""Runs the cells of one run inside the sandbox process. Everything here is called by the child process, not by cells."""
