# expected in line 5: found a line of the solution of double
# %% [markdown]
r"""
Try this:
<details><summary>Hint 3</summary>number*factors['double']+offset_of_nothing</details>
"""

# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION
