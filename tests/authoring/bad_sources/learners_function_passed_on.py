# expected in line 10: found the learner's double used outside check
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION

# %%
list(map(double, [1, 2]))
