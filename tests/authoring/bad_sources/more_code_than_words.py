# expected in line 1: found 5 words of prose for 1 lines of code
# %% [markdown]
r"""
Look at this number now.
"""

# %%
1 + 1
