# expected in line 2: found text in a preamble cell
import math

# %%
1 + 1
