# expected in line 3: found a line of the solution of double
# %%
number, factors, offset_of_nothing = 3, {"double": 2}, 0
(
    number
    * factors["double"]
) + offset_of_nothing

# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION
