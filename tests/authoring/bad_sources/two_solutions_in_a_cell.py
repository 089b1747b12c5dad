# expected in line 8: found a second solution in one cell
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    twice = 2 * number
    ### END SOLUTION
    ### BEGIN SOLUTION
    return twice
    ### END SOLUTION
