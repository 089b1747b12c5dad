# expected in line 7: found a misspelt marker
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTOIN
