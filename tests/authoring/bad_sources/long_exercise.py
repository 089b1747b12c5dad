# expected in line 3: found a cell of 16 lines of code
# %%
def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    gull_0 = 0
    gull_1 = 1
    gull_2 = 2
    gull_3 = 3
    gull_4 = 4
    gull_5 = 5
    gull_6 = 6
    gull_7 = 7
    gull_8 = 8
    gull_9 = 9
    gull_10 = 10
    gull_11 = 11
    gull_12 = 12
    gull_13 = 13
    return gull_0
    ### END SOLUTION
