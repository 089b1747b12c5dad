# expected in line 7: found other code beside the function
# %%
import math

def double(number: float) -> float:
    """Return twice the number."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION
