# expected in line 3: found an exercise without a heading
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number * factors["double"] + offset_of_nothing
    ### END SOLUTION

# %%
check("double", double)
