# expected in line 9: found the title 'Late?'
# %% [markdown]
r"""
Hello.
"""

# %% [markdown]
r"""
# Late?
"""

