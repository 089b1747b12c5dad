# expected in line 5: found BEGIN SOLUTION without an END
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return 2 * number
