# expected in line 4: found hints 1, 2
# %% [markdown]
r"""
### Exercise: double (2 minutes)

<details><summary>Hint 1</summary>a</details>
<details><summary>Hint 2</summary>b</details>
"""

# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION

# %%
check("double", double)
