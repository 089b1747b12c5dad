"""The sweeps whose results are recorded, since they take longer than a lesson may.

Each is a module of this package with a `SWEEP`. `python -m helpers.measure --list` names them, `python -m
helpers.measure NAME` measures one, writes after every step, and goes on where it was stopped.
"""
