# expected in line 12: found double unchecked
# %% [markdown]
r"""
### Exercise: double (2 minutes)

<details><summary>Hint 1</summary>a</details>
<details><summary>Hint 2</summary>b</details>
<details><summary>Hint 3</summary>c</details>
"""

# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION

# %%
1 + 1
