# expected in line 5: found 2 functions in an exercise cell
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION

def half(number: float) -> float:
    """Return half of it."""
    return number / 2
