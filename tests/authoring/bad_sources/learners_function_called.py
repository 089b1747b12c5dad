# expected in line 13: found the learner's double used outside check
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION

# %%
check("double", double)

# %%
double(21)
