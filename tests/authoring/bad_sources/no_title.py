# expected in line 1: found no title
# %% [markdown]
r"""
Hello.
"""

