# expected in line 6: found a second title, 'Why?'
# %% [markdown]
r"""
# Late?

# Why?
"""

