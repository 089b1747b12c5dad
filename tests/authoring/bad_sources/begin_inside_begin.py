# expected in line 6: found a BEGIN SOLUTION inside the one of line 5
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION
