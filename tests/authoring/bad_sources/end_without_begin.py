# expected in line 6: found END SOLUTION without a BEGIN
# %%
def double(number: float) -> float:
    """Return twice the number."""
    return 2 * number
    ### END SOLUTION
