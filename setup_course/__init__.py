"""What `start.py` does, with Python's standard library alone: set the course up, open it, test it."""
