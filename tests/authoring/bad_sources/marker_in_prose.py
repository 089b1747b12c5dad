# expected in line 5: found a solution marker in prose
# %% [markdown]
r"""
Write it.
### BEGIN SOLUTION
"""

