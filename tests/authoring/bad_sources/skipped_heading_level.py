# expected in line 8: found a heading of level 4
# %% [markdown]
r"""
# Late?

## Today

#### At noon
"""

