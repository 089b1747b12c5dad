# expected in line 4: found a bare address
# %% [markdown]
r"""
See https://example.org for more.
"""

