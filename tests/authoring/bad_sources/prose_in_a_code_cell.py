# expected in line 3: found prose in a code cell
# %%
r"""
The tag is missing.
"""
