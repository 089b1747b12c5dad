# expected in line 4: found no docstring in double
# %%
def double(number: float) -> float:
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION
