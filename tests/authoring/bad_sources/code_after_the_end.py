# expected in line 8: found code after END SOLUTION
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    twice = number
    ### END SOLUTION
    twice = twice * 2
    return twice
