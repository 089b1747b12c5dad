# expected in line 5: found a lone $
# %% [markdown]
r"""
First.
It costs $5 to cross.
"""

