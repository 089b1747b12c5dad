# expected in line 5: found a line of the solution of double
# %%
def double(number: float) -> float:
    """Return twice the number."""
    # return number * factors["double"] + offset_of_nothing
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION
