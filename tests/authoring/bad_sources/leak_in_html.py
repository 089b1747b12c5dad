# expected in line 4: found a line of the solution of clip
# %% [markdown]
r"""
Try <code>min(number, limit) if number &gt; limit else limit</code>.
"""

# %%
def clip(number: float, limit: float) -> float:
    """Return the number, or the limit."""
    ### BEGIN SOLUTION
    return min(number, limit) if number > limit else limit
    ### END SOLUTION
