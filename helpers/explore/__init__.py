"""Explorers: one module for each trade-off that a lesson lets its learner try out.

Each module has two functions. `view(...)` takes the settings and returns a card: the whole answer in plain Python.
`explore(**settings)` shows the same with a control for each setting, and returns the bare card if settings are named:

    from helpers.explore import keywords
    keywords.explore()              # sliders
    keywords.explore(k1=0.5)        # the card, for a place without widgets

A view answers within 150 ms. What takes longer is measured once (`helpers.measure`) and read by `helpers.recorded`.
"""
