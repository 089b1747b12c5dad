# expected in line 5: found a misspelt marker
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTIONS
    return 2 * number
    ### END SOLUTION
