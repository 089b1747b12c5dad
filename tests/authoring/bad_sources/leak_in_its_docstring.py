# expected in line 6: found a line of the solution of double
# %%
def double(number: float) -> float:
    """Return twice the number.

    That is number * factors["double"] + offset_of_nothing
    """
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION
