# expected in line 3: found a computation in a default or decorator
# %%
def double(number: float, answer=lambda number: 2 * number) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return answer(number)
    ### END SOLUTION
