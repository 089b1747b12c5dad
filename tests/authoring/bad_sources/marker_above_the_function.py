# expected in line 3: found a marker outside the function's own body
# %%
### BEGIN SOLUTION
def double(number: float) -> float:
    """Return twice the number."""
    return 2 * number
    ### END SOLUTION
