# expected in line 6: or within one of its statements
# %%
def double(number: float) -> float:
    """Return twice the number."""
    for _ in range(1):
        ### BEGIN SOLUTION
        number += number
        ### END SOLUTION
    return number
